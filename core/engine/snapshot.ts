/** The snapshot that the window draws, made of what is open. Everybody in front of the screen may read all of it. */
import type { CompartmentView, FoundingView, MemberView, RequestView, View, WindowView } from '../../shared/contract/view.ts';
import { foundingMissing } from '../../shared/domain/founding.ts';
import { quorumView } from '../../shared/domain/quorum-view.ts';
import { windowLeft } from '../../shared/domain/window.ts';
import type { Closings } from '../closing/closings.ts';
import { DESK_IDLE_MS } from '../desk/desk.ts';
import type { Records } from '../record/records.ts';
import type { EngineContext } from '../session/context.ts';
import { asState } from '../session/founding-draft.ts';
import type { OpenUse } from '../session/open-use.ts';
import type { RunningRequest } from '../session/running-request.ts';
import type { Session } from '../session/session.ts';
import type { CollectorService } from '../sync/collector-service.ts';
import { boardOf } from './board.ts';

export class SnapshotBuilder {
  readonly #ctx: EngineContext;
  readonly #closings: Closings;
  readonly #records: Records;
  readonly #collectors: CollectorService;
  #revision = 0;

  constructor(ctx: EngineContext, closings: Closings, records: Records, collectors: CollectorService) {
    this.#ctx = ctx;
    this.#closings = closings;
    this.#records = records;
    this.#collectors = collectors;
  }

  build(): View {
    const { session, station, ports, notices, clock } = this.#ctx;
    const founded = session !== null && session.file.stage === 'vault' && session.charter !== null;
    const running = session?.extension ?? session?.gathering ?? null;
    return {
      revision: ++this.#revision,
      at: clock.look().wall,
      host: ports.host,
      station: { id: station.id, name: station.name },
      settings: station.settings,
      recent: [...station.recent],
      notices: [...notices],
      vault:
        session !== null && session.charter !== null && (founded || running !== null || session.open !== null) ? vaultView(session) : null,
      founding: session === null || session.draft === null ? null : foundingView(session),
      board: founded ? boardOf(this.#ctx) : null,
      desk: session === null || session.desk === null ? null : this.#desk(session),
      request: running === null ? null : this.#request(running),
      window: session === null || session.open === null ? null : this.#window(session, session.open),
      closing: founded && session !== null ? [...this.#closings.views(session)] : [],
      log: session === null ? null : this.#records.view(session),
      ...this.#collectors.view(),
    };
  }

  #desk(session: Session): View['desk'] {
    const { desk } = session;
    if (desk === null) return null;
    const left = desk.lastActMono + DESK_IDLE_MS - this.#ctx.clock.look().mono;
    return {
      member: desk.member,
      roles: [...(session.member(desk.member)?.roles ?? [])],
      closesInMs: Math.max(0, left),
      titles: session.titles?.size ?? 0,
    };
  }

  #request(running: RunningRequest): RequestView {
    const { ceremony } = running;
    const { request } = ceremony;
    const { have, need, people, quorums, oneMore } = quorumView(ceremony);
    return {
      id: request.id,
      kind: request.kind,
      extends: request.extends,
      incident: request.incident,
      reason: request.reason,
      requester: request.requester,
      operator: request.operator,
      compartments: [...request.compartments],
      systems: [...request.systems],
      minutes: request.minutes,
      ways: request.ways.map((way) => ({ ...way })),
      declaredAt: request.declaredAt,
      lapsesAt: request.lapsesAt,
      lapsesInMs: Math.max(0, request.lapsesAt - running.now(this.#ctx.clock.look())),
      people: people.map((person) => ({
        ...person,
        fault: person.fault === null ? null : { code: person.fault.code, detail: { ...person.fault.detail } },
      })),
      quorums: quorums.map((quorum) => ({ ...quorum, groups: quorum.groups.map((group) => ({ ...group, members: [...group.members] })) })),
      have,
      need,
      oneMore,
    };
  }

  #window(session: Session, use: OpenUse): WindowView {
    const { request } = use.ceremony;
    const look = this.#ctx.clock.look();
    const { sealsInMs, idleSealsInMs, sealsAt } = windowLeft(use.window, look);
    const copied = use.copied;
    return {
      request: request.id,
      kind: request.kind,
      incident: request.incident,
      operator: request.operator,
      compartments: [...request.compartments],
      openedAt: use.window.opened.wall,
      sealsAt,
      sealsInMs,
      lengthMs: use.window.lengthMs,
      idleSealsInMs,
      loaded: session.titles?.progress ?? { done: 0, total: 0 },
      shown: use.window.shown.map(({ credential, field, hidesAtMono }) => ({
        credential,
        field,
        hidesInMs: Math.max(0, hidesAtMono - look.mono),
      })),
      clipboard:
        copied === null
          ? null
          : { credential: copied.credential, field: copied.field, clearsInMs: Math.max(0, copied.clearsAtMono - look.mono) },
      exposed: new Set(session.file.read.exposures.of(request.id).map(({ credential, field }) => `${credential} ${field}`)).size,
    };
  }
}

function vaultView(session: Session): View['vault'] {
  const { charter, file } = session;
  if (charter === null) return null;
  const { vault, name, kind, version, members, compartments } = charter.value;
  const memberViews = members.map(
    (member): MemberView => ({
      id: member.id,
      name: member.name,
      roles: [...member.roles],
      passphrase: member.passphrase !== null,
      keys: member.keys.map(({ id, label, kind: keyKind }) => ({ id, label, kind: keyKind })),
    }),
  );
  const compartmentViews = compartments.map(
    (one): CompartmentView => ({
      id: one.id,
      name: one.name,
      summary: one.summary,
      kind: one.kind,
      decoyOf: one.decoyOf,
      rule: one.rule,
      policy: one.policy,
      generation: one.generation,
      credentials: file.read.credentials.countIn(one.id),
    }),
  );
  return { id: vault, name, kind, path: file.path, charterVersion: version, members: memberViews, compartments: compartmentViews };
}

function foundingView(session: Session): FoundingView | null {
  const { draft, file } = session;
  if (draft === null) return null;
  return {
    path: file.path,
    name: draft.name,
    kind: file.practice ? 'practice' : 'real',
    step: draft.step,
    passphrase: draft.passphrase,
    members: draft.members.map(({ id, name, roles, keys }) => ({
      id,
      name,
      roles,
      keys: keys.map(({ id: key, label, kind }) => ({ id: key, label, kind })),
      signed: draft.signatures.some(({ member }) => member === id),
      proven: draft.proven.includes(id),
    })),
    compartments: draft.compartments,
    missing: foundingMissing(asState(draft)).map(({ step, code, detail }) => ({ step, code, detail: { ...detail } })),
  };
}
