/** After the window: seen credentials are rotated and retested, an auditor classifies the use, and the incident is closed. */
import { AppError } from '../../shared/base/app-error.ts';
import type { OutputIn } from '../../shared/contract/call.ts';
import type { calls } from '../../shared/contract/calls.ts';
import type { ClosingView, ExposureView } from '../../shared/contract/view.ts';
import {
  classifyFault,
  closingLeft,
  EXPOSED_HOW,
  type Exposure,
  expose,
  type Ledger,
  mayClassify,
  worstFirst,
} from '../../shared/domain/exposure.ts';
import type { RequestKind } from '../../shared/domain/request.ts';
import { SEAL_REASONS } from '../../shared/domain/window.ts';
import { parseRequest, type StoredUnsealRequest } from '../../shared/format/request.ts';
import type { Person } from '../../shared/log/leaf/entry.ts';
import { acting } from '../session/acting.ts';
import type { EngineContext } from '../session/context.ts';
import type { Session } from '../session/session.ts';
import type { RequestRow } from '../store/tables/request-table.ts';
import { requestEntry } from '../unseal/requests.ts';

interface Sealed {
  readonly row: RequestRow;
  readonly request: StoredUnsealRequest;
}

/**
 * The calls of sealed requests: retests, the classification, closing, and the report of each request. Every change is
 * one transaction with its log entry. Throws `closing.*`.
 */
export class Closings {
  readonly #ctx: EngineContext;

  constructor(ctx: EngineContext) {
    this.#ctx = ctx;
  }

  /** The requests that are sealed and not yet closed, newest first. */
  views(session: Session): readonly ClosingView[] {
    return session.file.read.requests.live().flatMap((row) => {
      const sealed = asSealed(row);
      return sealed === null || row.kind === 'founding' ? [] : [this.#view(session, sealed)];
    });
  }

  retested(id: string, exposure: number): void {
    const { session, sealed } = this.#sealed(id);
    const ledger = ledgerOf(session, sealed);
    const found = ledger.find((one) => one.id === exposure);
    if (found === undefined) throw new AppError('closing.unknown_exposure', 'there is no such exposure');
    if (found.rotatedAt === null) throw new AppError('closing.not_rotated', 'it is not rotated yet', { detail: { count: 1 } });
    const by = session.desk?.member ?? sealed.request.operator;
    const at = this.#ctx.clock.look().wall;
    session.write(
      [
        {
          ...requestEntry(sealed.request),
          act: 'closing.retest',
          out: 'ok',
          who: [acting(by, null, null)],
          obj: { k: 'credential', id: found.credential },
          say: this.#titleOf(session, found.credential),
        },
      ],
      (tx) => tx.exposures.retest(found.credential, at, by),
    );
    this.#ctx.changed();
  }

  /** Throws `closing.operator_may_not_classify`, `closing.not_an_auditor`, `closing.nothing_to_close`. */
  mayClassify(id: string, member: string): void {
    const { session, sealed } = this.#sealed(id);
    const fault = classifyFault(member, session.charter.value.members, sealed.request.operator);
    if (fault !== null) throw new AppError(fault.code, 'this member may not say what the use was', { detail: fault.detail });
  }

  classify(id: string, as: 'drill' | 'emergency' | 'misuse', by: Person): void {
    this.mayClassify(id, by.id);
    const { session, sealed } = this.#sealed(id);
    const at = this.#ctx.clock.look().wall;
    session.write(
      [
        {
          ...requestEntry(sealed.request),
          act: 'closing.classify',
          out: 'ok',
          who: [by],
          d: { as },
          say: { member: session.nameOf(by.id), incident: sealed.request.incident },
        },
      ],
      (tx) => tx.incidents.put({ request: id, classifiedAs: as, classifiedBy: by.id, classifiedAt: at, closedAt: null }),
    );
    this.#ctx.changed();
  }

  close(id: string): void {
    const { session, sealed } = this.#sealed(id);
    const incident = session.file.read.incidents.get(id);
    const left = closingLeft(ledgerOf(session, sealed), sealed.request.kind, incident?.classifiedAs ?? null);
    if (left.rotations > 0) throw new AppError('closing.not_rotated', 'not all is rotated', { detail: { count: left.rotations } });
    if (left.retests > 0) throw new AppError('closing.not_retested', 'not all is retested', { detail: { count: left.retests } });
    if (left.classification) throw new AppError('closing.not_classified', 'nobody has said what it was');
    const at = this.#ctx.clock.look().wall;
    session.write(
      [{ ...requestEntry(sealed.request), act: 'closing.close', out: 'ok', say: { incident: sealed.request.incident } }],
      (tx) => {
        tx.requests.change(id, { state: 'closed', endedAt: at, endedHow: 'closed' });
        tx.incidents.put({
          request: id,
          classifiedAs: incident?.classifiedAs ?? null,
          classifiedBy: incident?.classifiedBy ?? null,
          classifiedAt: incident?.classifiedAt ?? null,
          closedAt: at,
        });
      },
    );
    this.#ctx.changed();
  }

  reports(): OutputIn<typeof calls, 'reports.list'> {
    const session = this.#ctx.vault();
    const reports = session.file.read.requests.all().flatMap((row) => {
      const request = parseRequest(row.bytes);
      if (request.kind === 'extend') return [];
      return [
        {
          request: row.id,
          kind: request.kind,
          incident: request.incident,
          declaredAt: row.declaredAt,
          openedAt: row.openedAt,
          sealedAt: row.sealedAt,
          endedHow: row.endedHow ?? row.state,
          toQuorumMs: since(row, row.openedAt),
          toFirstMs: since(row, row.firstUseAt),
          refusals: row.refusals,
          exposures: new Set(session.file.read.exposures.of(row.id).map(({ credential }) => credential)).size,
          classifiedAs: session.file.read.incidents.get(row.id)?.classifiedAs ?? null,
        },
      ];
    });
    return { reports };
  }

  entryBase(id: string): ReturnType<typeof requestEntry> {
    return requestEntry(this.#sealed(id).sealed.request);
  }

  #view(session: Session, { row, request }: Sealed): ClosingView {
    const ledger = worstFirst(ledgerOf(session, { row, request }));
    const incident = session.file.read.incidents.get(row.id);
    const members = session.charter?.value.members ?? [];
    const classified = incident?.classifiedAs ?? null;
    return {
      request: row.id,
      kind: request.kind,
      incident: request.incident,
      operator: request.operator,
      sealedAt: row.sealedAt ?? row.declaredAt,
      sealedHow: SEAL_REASONS.find((reason) => reason === row.sealedHow) ?? 'crash',
      exposures: ledger.map((one) => this.#exposure(session, one)),
      unseen: row.unseen,
      toQuorumMs: since(row, row.openedAt),
      toFirstMs: since(row, row.firstUseAt),
      refusals: row.refusals,
      classified:
        classified === null || incident?.classifiedBy === null || incident === null
          ? null
          : { as: classified, by: incident.classifiedBy, at: incident.classifiedAt },
      mayClassify: [...mayClassify(members, request.operator)],
      missing: closingLeft(ledger, request.kind, classified),
    };
  }

  #exposure(session: Session, one: Exposure): ExposureView {
    const title = session.titles?.get(one.credential) ?? session.seen.of(one.credential);
    const { id, credential, field, member, how, times, at, rotateBy, rotatedAt, retestedAt } = one;
    return {
      id,
      credential,
      title: title?.title ?? null,
      system: title?.system ?? null,
      field,
      member,
      how,
      times,
      at,
      rotateBy,
      rotatedAt,
      retestedAt,
    };
  }

  #titleOf(session: Session, credential: string): Record<string, string> {
    const title = session.titles?.get(credential) ?? session.seen.of(credential);
    return title === undefined || title === null ? {} : { title: title.title, system: title.system };
  }

  #sealed(id: string): { readonly session: ReturnType<EngineContext['vault']>; readonly sealed: Sealed } {
    const session = this.#ctx.founded();
    const row = session.file.read.requests.get(id);
    const sealed = row === null ? null : asSealed(row);
    if (sealed === null) throw new AppError('closing.nothing_to_close', 'no such use waits to be closed');
    return { session, sealed };
  }
}

function asSealed(row: RequestRow): Sealed | null {
  if (row.state !== 'sealed') return null;
  const request = parseRequest(row.bytes);
  return request.kind === 'extend' ? null : { row, request };
}

function since(row: RequestRow, at: number | null): number | null {
  return at === null ? null : Math.max(0, at - row.declaredAt);
}

/** The exposures in the file as the domain counts them: the same field seen twice is one exposure, seen twice. */
function ledgerOf(
  session: Session,
  {
    row,
    request,
  }: { readonly row: RequestRow; readonly request: { readonly kind: RequestKind; readonly compartments: readonly string[] } },
): Ledger {
  const hours = Math.min(...request.compartments.map((id) => session.compartment(id)?.policy.rotateWithinHours ?? 24));
  return session.file.read.exposures.of(row.id).reduce<Ledger>((ledger, one) => {
    const how = EXPOSED_HOW.find((known) => known === one.how) ?? 'shown';
    const next = expose(ledger, { ...one, how }, hours);
    return next.map((seen) => (seen.id === one.id ? { ...seen, rotatedAt: one.rotatedAt, retestedAt: one.retestedAt } : seen));
  }, []);
}
