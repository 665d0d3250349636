/** Ends what the last run left unfinished: after a restart no window is open, and contributed shares are gone. */
import { parseRequest } from '../../shared/format/request.ts';
import { incidentReference } from '../../shared/log/leaf/entry.ts';
import type { EngineContext } from '../session/context.ts';
import type { Session } from '../session/session.ts';

/** Ends them in the file with one entry each, and puts up a notice. */
export function endInterrupted(ctx: EngineContext, session: Session): void {
  const now = ctx.clock.look().wall;
  for (const row of session.file.read.requests.live()) {
    if (row.state !== 'gathering' && row.state !== 'open') continue;
    const request = parseRequest(row.bytes);
    const drill = row.kind !== 'emergency';
    const incident = request.kind === 'extend' ? '' : request.incident;
    const common = { out: 'ok', cer: row.id, inc: incidentReference(incident), drill, say: { incident } } as const;
    if (row.state === 'open') {
      session.write([{ ...common, act: 'vault.seal', d: { why: 'crash' } }], (tx) => {
        tx.requests.change(row.id, { state: 'sealed', sealedAt: now, sealedHow: 'crash' });
      });
    } else {
      session.write([{ ...common, act: 'request.abort', d: { why: 'restart' } }], (tx) => {
        tx.requests.change(row.id, { state: 'aborted', endedAt: now, endedHow: 'restart' });
      });
    }
    ctx.notice('care', 'ended-by-restart', { incident, open: row.state === 'open' });
  }
}
