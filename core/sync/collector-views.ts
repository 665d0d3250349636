/** What the window shows of the collector. */
import type { CollectorFault, CollectorView, SyncLine } from '../../shared/contract/collector-view.ts';
import { sixWords } from '../../shared/crypto/words.ts';
import { parseOrigin } from '../../shared/log/leaf/origin.ts';
import { collectorFingerprint, stationFingerprint } from '../../shared/log/note/collector-key.ts';
import { sha256 } from '../hash/node-hash.ts';
import type { Session } from '../session/session.ts';
import type { CollectorRow } from '../store/tables/collector-table.ts';
import type { CollectorLink } from './collector-link.ts';
import { faultKind } from './fault-kind.ts';
import { keptOrNone, nameIn } from './kept-collector.ts';

type Received = Extract<CollectorView, { state: 'active' }>['received'];

export function collectorViewOf(link: CollectorLink, mono: number): CollectorView {
  const stationWords = sixWords(stationFingerprint(link.own.key, sha256));
  const row = link.row();
  if (row === null) return { state: 'none', stationWords, before: collectorBefore(link.session) };
  if (row.state === 'carried') return { state: 'carried', stationWords, since: row.since };
  const kept = keptOrNone(() => link.kept());
  if (kept === null) return { state: 'altered', stationWords };
  const { keys, address, since, request, state } = kept;
  const collectorWords = sixWords(collectorFingerprint(keys, sha256));
  const who = { name: keys.receipts.name, address, collectorWords, stationWords, since };
  const { busy, nextTry, waiting, uploads, clockOffMs } = link;
  const inMs = busy ? null : Math.max(0, Math.ceil(nextTry - mono));
  switch (state) {
    case 'asked': {
      const [confirmed, letIn] = [kept.confirmed === 1, kept.letIn === 1];
      return { state, ...who, request, confirmed, letIn, fault: faultView(link), nextTryInMs: letIn || address === null ? null : inMs };
    }
    case 'active': {
      const { silence_hours: silenceHours, drill_days: drillDays, disclosures } = kept.asks;
      const waits = { entries: waiting.entries(uploads.received), alerts: waiting.alerts(uploads.alertedUpTo) };
      return {
        state,
        ...who,
        policy: { silenceHours, drillDays, disclosures },
        received: receivedView(link),
        waiting: waits,
        sending: busy,
        arrived: uploads.next,
        fault: faultView(link),
        nextTryInMs: (waits.entries === 0 && link.fault === null) || address === null ? null : inMs,
        clockOffMs,
      };
    }
    case 'refused':
      return { state, ...who };
    case 'forked':
      return { state, ...who, received: receivedView(link) };
  }
}

export function syncLineOf(view: CollectorView): SyncLine {
  const nothing = { received: null, waiting: 0, alerts: 0, fault: null };
  switch (view.state) {
    case 'none':
      return { say: 'off', ...nothing };
    case 'carried':
    case 'asked':
      return { say: 'asked', ...nothing };
    case 'refused':
      return { say: 'refused', ...nothing };
    case 'altered':
      return { say: 'stopped', ...nothing, fault: { kind: 'here', code: 'collector.keys_changed', since: 0 } };
    case 'forked':
      return { say: 'forked', ...nothing, received: view.received };
    case 'active': {
      const { received, waiting, fault } = view;
      const common = { received, waiting: waiting.entries, alerts: waiting.alerts, fault };
      if (fault !== null) return { say: 'stopped', ...common };
      if (received?.verified === true && waiting.entries === 0) return { say: 'received', ...common };
      return { say: view.sending ? 'sending' : 'waiting', ...common };
    }
  }
}

function receivedView(link: CollectorLink): Received {
  const receipt = link.receipt();
  return receipt === null ? null : { entries: receipt.size, at: receipt.time * 1000, verified: link.verified === receipt.size };
}

function faultView({ fault }: CollectorLink): CollectorFault | null {
  return fault === null ? null : { kind: faultKind(fault.code), ...fault };
}

/** The collector of this station's previous log, which has to be asked again for this one. */
function collectorBefore({ file, log }: Session): Extract<CollectorView, { state: 'none' }>['before'] {
  const own = parseOrigin(log.origin);
  const rows = file.entries.logs().flatMap(({ origin }): { epoch: number; row: CollectorRow }[] => {
    const { station, epoch } = parseOrigin(origin);
    const row = file.read.collectors.get(origin);
    return station !== own.station || epoch >= own.epoch || row === null ? [] : [{ epoch, row }];
  });
  const last = rows.sort((a, b) => b.epoch - a.epoch)[0]?.row;
  if (last === undefined || last.receipts === null) return null;
  return { name: nameIn(last), address: last.address };
}
