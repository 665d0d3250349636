/** Across all stations: what happened, what waits for somebody, who is here, and what was done here. */
import { sha256 } from '../../../core/hash/node-hash.ts';
import { AppError } from '../../../shared/base/app-error.ts';
import { sixWords } from '../../../shared/crypto/words.ts';
import { collectorFingerprint } from '../../../shared/log/note/collector-key.ts';
import { vkeyText } from '../../../shared/log/note/vkey.ts';
import { ownHead } from '../../store/own-log.ts';
import { alertsBefore, type Which } from '../alerts.ts';
import type { EventLine, Me } from '../answers.ts';
import { eventsAfter, eventsOfCeremony, eventsOfLog, type Wanted } from '../events.ts';
import { incidentsBefore } from '../incidents.ts';
import { ownBefore } from '../own-entries.ts';
import { people } from '../people.ts';
import type { NotedReading as ReadNote } from '../reading-log.ts';
import { json, linesReply, textReply } from '../reply.ts';
import { limitIn, numberIn, type Route } from '../route.ts';
import { stationsAfter } from '../stations.ts';
import { summaryOf } from '../summary.ts';

const NOWHERE = Number.MAX_SAFE_INTEGER;

export const READ_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: /^\/v1\/me$/,
    role: 'auditor',
    answer: async ({ collector: { keys, policy } }, { account, name, role }) =>
      json({
        v: 1,
        account,
        name,
        role,
        collector: keys.receipts.key.name,
        receipts: vkeyText(keys.receipts.key),
        heads: vkeyText(keys.heads.key),
        words: sixWords(collectorFingerprint({ receipts: keys.receipts.key, heads: keys.heads.key }, sha256)),
        policy,
      } satisfies Me & { v: 1 }),
  },
  {
    method: 'GET',
    path: /^\/v1\/summary$/,
    role: 'auditor',
    answer: async ({ collector: { db, now } }) => json({ v: 1, ...(await summaryOf(db, now())) }),
  },
  {
    method: 'GET',
    path: /^\/v1\/logs$/,
    role: 'auditor',
    answer: async ({ collector, names }, _, { query }) => {
      const { rows, next } = await stationsAfter(collector, names, numberIn(query, 'after', 0), limitIn(query, 500));
      return linesReply(rows, next);
    },
  },
  {
    method: 'GET',
    path: /^\/v1\/events$/,
    role: 'auditor',
    answer: async ({ collector: { db }, names, log }, viewer, { query }) => {
      const limit = limitIn(query, 200);
      const wanted = wantedIn(query);
      const oh = query.get('log');
      const of = oh === null ? null : await names.ofHash(oh);
      const page =
        of === null
          ? await eventsAfter(db, names, { after: numberIn(query, 'after', 0), limit, wanted })
          : await eventsOfLog(db, names, { log: of.n, before: numberIn(query, 'before', NOWHERE), limit, wanted });
      await log.note(viewer, readings(page.rows, of?.origin ?? null, filterText(wanted)));
      return linesReply(page.rows, page.next);
    },
  },
  {
    method: 'GET',
    path: /^\/v1\/ceremonies\/([\x21-\x7e]{1,384})$/,
    role: 'auditor',
    answer: async ({ collector: { db }, names, log }, viewer, { path: [cer = ''] }) => {
      const id = decoded(cer);
      const rows = await eventsOfCeremony(db, names, id, 1_000);
      await log.note(viewer, readings(rows, null, `cer=${id}`));
      return linesReply(rows, null);
    },
  },
  {
    method: 'GET',
    path: /^\/v1\/incidents$/,
    role: 'auditor',
    answer: async ({ collector: { db }, names, log }, viewer, { query }) => {
      const limit = limitIn(query, 50);
      const rows = await incidentsBefore(db, names, numberIn(query, 'before', NOWHERE), limit);
      const said = rows.some((row) => [row, ...row.steps].some((one) => Object.keys(one.said).length > 0));
      const filter = 'incidents';
      const words: readonly ReadNote[] = said ? [{ act: 'read.disclosures', of: null, filter }] : [];
      await log.note(viewer, [{ act: 'read.events', of: null, filter }, ...words]);
      return linesReply(rows, rows.length === limit ? (rows.at(-1)?.pos ?? null) : null);
    },
  },
  {
    method: 'GET',
    path: /^\/v1\/alerts$/,
    role: 'auditor',
    answer: async ({ collector, names, log }, viewer, { query }) => {
      const which = whichIn(query.get('which'));
      const { rows, next } = await alertsBefore(collector, names, {
        which,
        before: numberIn(query, 'before', NOWHERE),
        limit: limitIn(query, 100),
      });
      const said = rows.some((row) => Object.keys(row.said).length > 0);
      const words: readonly ReadNote[] = said ? [{ act: 'read.disclosures', of: null, filter: which }] : [];
      await log.note(viewer, [{ act: 'read.alerts', of: null, filter: which }, ...words]);
      return linesReply(rows, next);
    },
  },
  {
    method: 'GET',
    path: /^\/v1\/people$/,
    role: 'auditor',
    answer: async ({ collector: { db } }) => linesReply(await people(db), null),
  },
  {
    method: 'GET',
    path: /^\/v1\/own$/,
    role: 'auditor',
    answer: async ({ collector: { db } }, _, { query }) => {
      const { rows, next } = await ownBefore(db, numberIn(query, 'before', NOWHERE), limitIn(query, 200));
      return linesReply(rows, next);
    },
  },
  {
    method: 'GET',
    path: /^\/v1\/own\/checkpoint$/,
    role: 'auditor',
    answer: async ({ collector: { db } }) => textReply((await ownHead(db)) ?? ''),
  },
];

/** Entries, and their words where there were any. */
function readings(rows: readonly EventLine[], of: string | null, filter: string): ReadNote[] {
  const said = rows.some((row) => Object.keys(row.said).length > 0);
  return [{ act: 'read.events', of, filter }, ...(said ? [{ act: 'read.disclosures' as const, of, filter }] : [])];
}

function wantedIn(query: URLSearchParams): Wanted {
  const drills = query.get('drills') ?? 'with';
  if (drills !== 'with' && drills !== 'without' && drills !== 'only')
    throw new AppError('collector.wrong_request', 'drills is with, without or only');
  const search = query.get('search') ?? '';
  if (search.length > 100) throw new AppError('collector.wrong_request', 'a search has at most 100 characters');
  return { act: query.get('act'), cer: query.get('cer'), inc: query.get('inc'), drills, search };
}

function filterText({ act, cer, inc, drills, search }: Wanted): string {
  const parts = Object.entries({ act, cer, inc, drills: drills === 'with' ? null : drills, search: search === '' ? null : search });
  return parts.flatMap(([name, value]) => (value === null ? [] : [`${name}=${value}`])).join(' ');
}

function whichIn(textReply: string | null): Which {
  if (textReply === null || textReply === 'open' || textReply === 'drills' || textReply === 'all') return textReply ?? 'open';
  throw new AppError('collector.wrong_request', 'which is open, drills or all');
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new AppError('collector.wrong_request', 'not a name');
  }
}
