/** Joining, signing in and signing out: the requests that need no session. */
import type { IncomingMessage } from 'node:http';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { z } from 'zod';
import type { Collector } from '../../ground/collector.ts';
import { appendOwn } from '../../store/own-log.ts';
import { openInvitation } from '../invitations.ts';
import { beginJoin, beginSignIn, finishJoin, finishSignIn, type Site } from '../passkeys.ts';
import { type HttpReply, json } from '../reply.ts';
import { bodyOf } from '../route.ts';
import { viewerOf } from '../session.ts';

/** How an administrator calls somebody: 1 to 60 UTF-16 units, without space around. */
export const personName = z.string().trim().min(1).max(60);
const code = z.string().regex(/^[A-Z2-7]{26}$/);
/** The rest of it is the library's to judge; what it does not like it refuses. */
const answer = z.looseObject({ id: z.string().max(2_048), response: z.looseObject({ clientDataJSON: z.string().max(8_192) }) });
const none = z.strictObject({});

/** The routes in front of the sign-in, by method and path: joining with an invitation, signing in and out. */
export function signInRoutes(
  collector: Collector,
  site: Site,
  cookie: { readonly name: string; readonly attributes: string },
): ReadonlyMap<string, (request: IncomingMessage) => Promise<HttpReply>> {
  const signedIn = (session: string): HttpReply => json({ v: 1 }, { 'set-cookie': `${cookie.name}=${session}; ${cookie.attributes}` });
  return new Map([
    [
      '/v1/join/look',
      async (request) => {
        const { role, name } = await openInvitation(collector.db, collector.now(), (await bodyOf(request, z.strictObject({ code }))).code);
        return json({ v: 1, role, name });
      },
    ],
    [
      '/v1/join/begin',
      async (request) => {
        const asked = await bodyOf(request, z.strictObject({ code, name: personName }));
        return json(await beginJoin(collector, site, asked.code, asked.name));
      },
    ],
    [
      '/v1/join/finish',
      async (request) => {
        const { response, ...asked } = await bodyOf(request, z.strictObject({ code, name: personName, response: answer }));
        return signedIn(await finishJoin(collector, site, { ...asked, response: response as unknown as RegistrationResponseJSON }));
      },
    ],
    [
      '/v1/sign-in/begin',
      async (request) => {
        await bodyOf(request, none);
        return json(await beginSignIn(collector, site));
      },
    ],
    [
      '/v1/sign-in/finish',
      async (request) => {
        const { response } = await bodyOf(request, z.strictObject({ response: answer }));
        return signedIn(await finishSignIn(collector, site, response as unknown as AuthenticationResponseJSON));
      },
    ],
    [
      '/v1/sign-out',
      async (request) => {
        const { account, session } = await viewerOf(collector, request, cookie.name);
        await collector.db.transaction(async (tx) => {
          await tx.run('DELETE FROM session WHERE hash = ?', session);
          await appendOwn(tx, collector.keys.heads, collector.now(), [{ act: 'account.sign_out', who: account }]);
        });
        // Tiles may be kept by the browser while somebody is signed in, and no longer.
        return json({ v: 1 }, { 'set-cookie': `${cookie.name}=; ${cookie.attributes}; Max-Age=0`, 'clear-site-data': '"cache"' });
      },
    ],
  ]);
}
