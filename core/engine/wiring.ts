/** The vault engine: the services, put together, behind the calls of the contract. Plain Node; its host gives the ports. */
import { AppError, isAppError } from '../../shared/base/app-error.ts';
import type { HandlersOf } from '../../shared/contract/call.ts';
import type { calls, Purpose } from '../../shared/contract/calls.ts';
import type { View } from '../../shared/contract/view.ts';
import { cryptoReady } from '../../shared/crypto/ready.ts';
import type { SealReason } from '../../shared/domain/window.ts';
import { prfInput } from '../../shared/format/prf.ts';
import { ClassifyFlow } from '../closing/classify-flow.ts';
import { Closings } from '../closing/closings.ts';
import { Deposits } from '../desk/deposits.ts';
import { Desk } from '../desk/desk.ts';
import { DeskFlow } from '../desk/desk-flow.ts';
import { rowsOf } from '../desk/directory-rows.ts';
import { EnrolFlow } from '../founding/enrol-flow.ts';
import { Foundings } from '../founding/foundings.ts';
import { Rehearsal } from '../founding/rehearsal.ts';
import { SignFlow } from '../founding/sign-flow.ts';
import { Practice } from '../practice/practice.ts';
import { Records } from '../record/records.ts';
import { CallQueue } from '../session/call-queue.ts';
import { EngineContext } from '../session/context.ts';
import type { EnginePorts } from '../session/ports.ts';
import { Station } from '../session/station.ts';
import { CollectorService } from '../sync/collector-service.ts';
import { ProveFlow } from '../touch/prove-flow.ts';
import type { TouchFlow } from '../touch/touch-flow.ts';
import { TouchDesk } from '../touch/touch-runner.ts';
import { ContributeFlow } from '../unseal/contribute-flow.ts';
import { Windows } from '../unseal/open-window.ts';
import { Ceremonies } from '../unseal/requests.ts';
import { Uses } from '../unseal/uses.ts';
import { Doors } from '../vault/open-vault.ts';
import { ViewBuilder } from './snapshot.ts';

type Handlers = HandlersOf<typeof calls>;

const TICK_MS = 250;
const NOTHING: Record<string, never> = {};

export interface Engine {
  readonly handlers: Handlers;
  /** The snapshot, now and after every change, not more often than the screen can follow. */
  onView(listener: (view: View) => void): () => void;
  view(): View;
  /** The machine sleeps, the screen locks: what is open seals, the desk closes. */
  seal(reason: SealReason): void;
  /** The renderer tried something that it may not do. Written to the log of what is open. */
  refused(kind: string, what: string, more: number): void;
  /** Seals, closes the file, ends the strongroom. */
  stop(): void;
  readonly strongroomPid: number | undefined;
}

/** Throws `vault.damaged` when the station's own memory or log key cannot be read. */
export async function createEngine(ports: EnginePorts): Promise<Engine> {
  await cryptoReady();
  const ctx = new EngineContext(ports, await Station.open(ports.userData, ports.keyBox, ports.random));
  const doors = new Doors(ctx);
  const foundings = new Foundings(ctx, doors);
  const desk = new Desk(ctx);
  const deposits = new Deposits(ctx, desk);
  const ceremonies = new Ceremonies(ctx);
  const windows = new Windows(ctx, ceremonies, desk);
  const uses = new Uses(ctx, windows);
  const closings = new Closings(ctx);
  const records = new Records(ctx);
  const collectors = new CollectorService(ctx);
  const builder = new ViewBuilder(ctx, closings, records, collectors);
  const touches = new TouchDesk({
    random: ports.random,
    monotonic: () => ports.monotonic(),
    strongroom: () => ctx.strongroom(),
    flow,
    vault: () => {
      const { session } = ctx;
      if (session === null) throw new AppError('vault.none_open', 'nothing is open');
      const name = session.charter?.value.name ?? session.draft?.name ?? '';
      return { name, prfInput: prfInput(session.file.vault), simulated: session.file.practice };
    },
  });
  const practice = new Practice(ctx, { doors, foundings, deposits, touches });
  const rehearsal = new Rehearsal(ctx, foundings, ceremonies);

  ceremonies.onQuorum = async (running) => {
    await windows.grant(running);
    doors.anchor();
  };
  ceremonies.leaveDesk = () => desk.leave();
  ceremonies.onDeclared = (session) => desk.layOutTitles(session);
  ceremonies.onShares = (session) => desk.showTitles(session);
  windows.onRehearsed = () => rehearsal.done();
  ctx.onStrongroomGone = () => {
    windows.seal('strongroom-gone');
    const gathering = ctx.session?.gathering;
    if (gathering !== null && gathering !== undefined) unasked(() => ceremonies.abort(gathering.ceremony.request.id));
    unasked(() => desk.leave());
    ctx.notice('bad', 'strongroom.gone');
  };
  doors.onEnter = () => collectors.begin();
  doors.onClose = () => {
    collectors.end();
    void touches.drop('key.cancelled').catch(() => undefined);
    windows.seal('quit');
    const gathering = ctx.session?.gathering;
    if (gathering !== null && gathering !== undefined) ceremonies.abort(gathering.ceremony.request.id);
    desk.leave();
  };

  function flow(purpose: Purpose): TouchFlow {
    switch (purpose.kind) {
      case 'enrol':
        return new EnrolFlow(ctx, foundings, purpose);
      case 'sign':
        return new SignFlow(ctx, foundings, deposits, purpose.member);
      case 'contribute':
        return new ContributeFlow(ctx, ceremonies, purpose);
      case 'desk':
        return new DeskFlow(ctx, desk, purpose.member);
      case 'prove':
        return new ProveFlow(ctx, purpose.member);
      case 'classify':
        return new ClassifyFlow(ctx, closings, purpose);
    }
  }

  const queue = new CallQueue();
  const inTurn =
    <Input, Output>(act: (input: Input) => Output | Promise<Output>) =>
    (input: Input): Promise<Output> =>
      queue.run(async () => act(input));
  const quietly = <Input>(act: (input: Input) => unknown) =>
    inTurn(async (input: Input) => {
      await act(input);
      return NOTHING;
    });

  const handlers: Handlers = {
    'app.view': () => builder.build(),
    'app.painted': () => NOTHING,
    'app.act': () => {
      if (ctx.session?.open !== null && ctx.session !== null) windows.open();
      desk.act();
      return NOTHING;
    },
    'app.dismiss': ({ notice }) => {
      ctx.dismiss(notice);
      ctx.onChange();
      return NOTHING;
    },
    'app.camera': ({ gate }) => {
      ports.camera[gate]();
      return NOTHING;
    },
    'app.quit': () => {
      ports.quit();
      return NOTHING;
    },
    'settings.set': (change) => {
      // Only what was named is changed: an absent setting stays as it is.
      ctx.station.set(Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)));
      ctx.onChange();
      return NOTHING;
    },
    'station.name': quietly(({ name }: { name: string }) => {
      ctx.station.rename(name.trim());
      ctx.session?.write([{ act: 'config.change', out: 'ok', say: { station: name.trim() } }]);
      ctx.onChange();
    }),

    'practice.start': quietly(() => practice.start()),
    'practice.touch': (input) => practice.touch(input),
    'vault.open': inTurn(async ({ path }: { path: string | null }) => {
      const chosen = path ?? (await ports.files.pickOpen('vault'));
      if (chosen !== null) doors.open(chosen);
      return { opened: chosen !== null };
    }),
    'vault.close': quietly(() => doors.close()),

    'founding.start': inTurn(async (input: { name: string; chooseFolder: boolean }) => ({ started: await foundings.start(input) })),
    'founding.name': quietly(({ name, passphrase }: { name: string; passphrase: boolean }) => foundings.name(name, passphrase)),
    'founding.members': quietly(({ members }: Parameters<Handlers['founding.members']>[0]) => foundings.members(members)),
    'founding.forgetKey': quietly(({ member, key }: { member: string; key: string }) => foundings.forgetKey(member, key)),
    'founding.compartments': quietly(({ compartments }: Parameters<Handlers['founding.compartments']>[0]) =>
      foundings.compartments(compartments),
    ),
    'founding.go': quietly(({ step }: Parameters<Handlers['founding.go']>[0]) => foundings.go(step)),
    'founding.leave': quietly(() => rehearsal.leave(doors)),
    'founding.discard': quietly(() => foundings.discard()),
    'founding.rehearse': quietly(({ operator }: { operator: string }) => rehearsal.begin(operator)),

    'key.begin': inTurn(({ purpose }: { purpose: Purpose }) => touches.begin(purpose)),
    'key.step': inTurn((input: Parameters<Handlers['key.step']>[0]) => touches.step(input)),
    'key.abandon': quietly(({ ticket, code }: Parameters<Handlers['key.abandon']>[0]) => touches.abandon(ticket, code)),
    'envelope.key': async () => {
      const { key, publicKey } = await ctx.strongroom().call('envelope.key', {});
      return { key, publicKey: Buffer.from(publicKey).toString('base64url') };
    },

    'desk.leave': quietly(() => desk.leave()),
    'directory.list': ({ text, compartment, offset, limit }) => {
      const { session } = desk.at(null);
      const real = new Set(session.charter.value.compartments.filter(({ kind }) => kind === 'real').map(({ id }) => id));
      const found = desk
        .titles()
        .search(text, (title) => real.has(title.compartment) && (compartment === null || title.compartment === compartment));
      return { total: found.length, rows: rowsOf(session, found.slice(offset, offset + limit)) };
    },
    'directory.systems': () => {
      const counts = new Map<string, { name: string; compartment: string; credentials: number }>();
      for (const { system, compartment } of desk.titles().search('', () => true)) {
        const key = `${compartment} ${system}`;
        const known = counts.get(key);
        counts.set(key, { name: system, compartment, credentials: (known?.credentials ?? 0) + 1 });
      }
      return { systems: [...counts.values()] };
    },
    'deposit.store': inTurn((input: Parameters<Handlers['deposit.store']>[0]) => deposits.store(input)),
    'deposit.pickFile': () => deposits.pickFile(),
    'import.pick': inTurn(() => deposits.pickImport()),
    'import.confirm': inTurn((input: { token: string }) => deposits.confirmImport(input)),
    'playbook.list': () => ({
      playbooks: desk
        .titles()
        .playbooks()
        .map(({ id, title, compartment, systems, steps }) => ({
          id,
          title,
          compartment,
          systems,
          steps: steps.map(({ text, detail }) => ({ text, detail })),
        })),
    }),
    'playbook.store': quietly((input: Parameters<Handlers['playbook.store']>[0]) => deposits.savePlaybook(input)),

    'request.declare': inTurn((input: Parameters<Handlers['request.declare']>[0]) => {
      ctx.founded();
      // A founding declares its rehearsal itself.
      if (input.kind === 'founding') throw new AppError('founding.none', 'no founding is under way');
      return ceremonies.declare(input);
    }),
    // These do not wait for a touch that may take two minutes.
    'request.abort': ({ request }) => {
      ceremonies.abort(request);
      return NOTHING;
    },
    'request.deny': ({ request, member, reason }) => {
      ceremonies.deny(request, member, reason);
      return NOTHING;
    },
    'request.here': ({ request, member }) => {
      ceremonies.here(request, member);
      return NOTHING;
    },

    'window.list': (input) => uses.list(input),
    'window.credential': (input) => uses.credential(input),
    'window.reveal': inTurn((input: Parameters<Handlers['window.reveal']>[0]) => uses.reveal(input)),
    'window.hide': (input) => {
      uses.hide(input);
      return NOTHING;
    },
    'window.copy': inTurn((input: Parameters<Handlers['window.copy']>[0]) => uses.copy(input)),
    'window.code': inTurn((input: Parameters<Handlers['window.code']>[0]) => uses.code(input)),
    'window.copyCode': inTurn((input: Parameters<Handlers['window.copyCode']>[0]) => uses.copyCode(input)),
    'window.save': inTurn((input: Parameters<Handlers['window.save']>[0]) => uses.save(input)),
    'window.seal': () => {
      windows.seal('person');
      doors.anchor();
      return NOTHING;
    },
    'window.extend': quietly((input: Parameters<Handlers['window.extend']>[0]) => windows.askMore(input)),

    'closing.retested': quietly(({ request, exposure }: { request: string; exposure: number }) => closings.retested(request, exposure)),
    'closing.close': quietly(({ request }: { request: string }) => closings.close(request)),
    'reports.list': () => closings.reports(),

    'log.rows': (input) => records.rows(input),
    'log.verify': inTurn(() => records.verify()),
    'log.export': inTurn(() => records.export()),

    // Not in turn: nothing waits for a network, nor for a person who chooses a file for it.
    'collector.ask': async (input) => {
      await collectors.ask(input);
      return NOTHING;
    },
    'collector.confirm': (input) => {
      collectors.confirm(input);
      return NOTHING;
    },
    'collector.leave': () => {
      collectors.leave();
      return NOTHING;
    },
    'collector.tryNow': () => {
      collectors.tryNow();
      return NOTHING;
    },
    'collector.move': (input) => {
      collectors.move(input);
      return NOTHING;
    },
    'collector.exportRequest': () => collectors.exportRequest(),
    'collector.importAnswer': () => collectors.importAnswer(),
    'collector.exportBundle': (input) => collectors.exportBundle(input),
    'collector.importReceipt': () => collectors.importReceipt(),
    'collector.readReceipt': (input) => collectors.readReceipt(input),
    'collector.receiptText': () => collectors.receiptText(),
  };

  const listeners = new Set<(view: View) => void>();
  let due: NodeJS.Timeout | null = null;
  ctx.onChange = () => {
    due ??= setTimeout(() => {
      due = null;
      const view = builder.build();
      for (const listener of listeners) listener(view);
    }, 16);
  };
  /** What time or the machine asks for is done as far as it can be; nobody waits for its refusal, so a notice says it. */
  function unasked(act: () => void): void {
    try {
      act();
    } catch (error) {
      ctx.notice('bad', isAppError(error) ? error.code : 'internal');
    }
  }
  const ticking = setInterval(() => {
    for (const part of [ceremonies, windows, desk, collectors]) unasked(() => part.tick());
  }, TICK_MS);

  return {
    handlers,
    onView: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    view: () => builder.build(),
    seal: (reason) => {
      windows.seal(reason);
      unasked(() => desk.leave());
      doors.anchor();
    },
    refused: (kind, what, more) => {
      try {
        ctx.session?.write([{ act: 'border.refused', out: 'refused', err: 'call.not_allowed', d: { kind, what, more } }]);
      } catch {
        ports.report('a refusal at the border could not be written to the log');
      }
    },
    stop: () => {
      clearInterval(ticking);
      if (due !== null) clearTimeout(due);
      doors.close();
    },
    get strongroomPid() {
      return ctx.strongroomPid;
    },
  };
}
