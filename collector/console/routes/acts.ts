/** What people do here. Each is an entry of the collector's own log, in the transaction of the thing itself. */

import { z } from 'zod';
import { sha256 } from '../../../core/hash/node-hash.ts';
import { AppError } from '../../../shared/base/app-error.ts';
import { fromUtf8 } from '../../../shared/base/bytes.ts';
import { sixWords } from '../../../shared/crypto/words.ts';
import { stationFingerprint } from '../../../shared/log/note/collector-key.ts';
import { parseVkey } from '../../../shared/log/note/vkey.ts';
import { importBundle } from '../../carry/import-bundle.ts';
import { receiptName } from '../../carry/import-command.ts';
import { decide, makeCode } from '../../enrol/enrolment.ts';
import { plainBody } from '../../http/body.ts';
import { logOfRequest } from '../../store/log-row.ts';
import { appendOwn } from '../../store/own-log.ts';
import { settleAlert } from '../alerts.ts';
import { freezeLog } from '../freeze.ts';
import { invite } from '../invitations.ts';
import { removePerson } from '../people.ts';
import { json } from '../reply.ts';
import { viewerRole } from '../role.ts';
import { bodyOf, type Route } from '../route.ts';
import { personName } from './sign-in-routes.ts';

const none = z.strictObject({});
const DONE = { v: 1 } as const;

export const ACT_ROUTES: readonly Route[] = [
  {
    method: 'POST',
    path: /^\/v1\/alerts\/(a_[A-Za-z0-9_-]{16})\/(acknowledge|escalate)$/,
    role: 'analyst',
    answer: async ({ collector }, { account }, { request, path: [id = '', how] }) => {
      await bodyOf(request, none);
      await settleAlert(collector, id, how === 'escalate' ? 'escalated' : 'acknowledged', account);
      return json(DONE);
    },
  },
  {
    method: 'POST',
    path: /^\/v1\/codes$/,
    role: 'administrator',
    answer: async ({ collector }, { account }, { request }) => {
      await bodyOf(request, none);
      return json({ ...DONE, code: await makeCode(collector, account) });
    },
  },
  {
    method: 'POST',
    path: /^\/v1\/enrolments\/([A-Z2-7]{26})\/approve$/,
    role: 'administrator',
    answer: async ({ collector }, { account }, { request, path: [id = ''] }) => {
      const { words } = await bodyOf(request, z.strictObject({ words: z.array(z.string().max(16)).length(6) }));
      const row = await logOfRequest(collector.db, id);
      if (row === null) throw new AppError('collector.not_found', 'no such request');
      const own = sixWords(stationFingerprint(parseVkey(row.vkey, sha256), sha256));
      if (own.join(' ') !== words.join(' ')) throw new AppError('collector.words_differ', 'the words of another station');
      await decide(collector, id, 'active', account);
      return json(DONE);
    },
  },
  {
    method: 'POST',
    path: /^\/v1\/enrolments\/([A-Z2-7]{26})\/refuse$/,
    role: 'administrator',
    answer: async ({ collector }, { account }, { request, path: [id = ''] }) => {
      await bodyOf(request, none);
      await decide(collector, id, 'refused', account);
      return json(DONE);
    },
  },
  {
    method: 'POST',
    path: /^\/v1\/logs\/([0-9a-f]{64})\/freeze$/,
    role: 'administrator',
    answer: async ({ collector, names }, { account }, { request, path: [oh = ''] }) => {
      const asked = await bodyOf(request, z.strictObject({ reason: z.string().trim().min(1).max(200), at_size: z.int().min(0) }));
      await freezeLog(collector, await names.ofHash(oh), { reason: asked.reason, atSize: asked.at_size, by: account });
      return json(DONE);
    },
  },
  {
    method: 'POST',
    path: /^\/v1\/import$/,
    role: 'administrator',
    answer: async ({ collector }, { account }, { request }) => {
      const imported = await importBundle(collector, plainBody(request));
      const { origin, taken, size, receipt } = imported;
      const entry = { act: 'import.bundle', who: account, of: origin, d: { size, taken } } as const;
      await collector.db.transaction((tx) => appendOwn(tx, collector.keys.heads, collector.now(), [entry]));
      return json({ ...DONE, origin, taken, size, receipt: fromUtf8(receipt), name: receiptName(imported) });
    },
  },
  {
    method: 'POST',
    path: /^\/v1\/people\/invite$/,
    role: 'administrator',
    answer: async ({ collector, site }, { account }, { request }) => {
      const asked = await bodyOf(request, z.strictObject({ role: viewerRole, name: personName }));
      return json({ ...DONE, link: await invite(collector, site.origin, { ...asked, by: account }) });
    },
  },
  {
    method: 'POST',
    path: /^\/v1\/people\/(u_[A-Za-z0-9_-]{16})\/remove$/,
    role: 'administrator',
    answer: async ({ collector }, { account }, { request, path: [id = ''] }) => {
      await bodyOf(request, none);
      await removePerson(collector, id, account);
      return json(DONE);
    },
  },
];
