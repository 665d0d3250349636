/** Who comes in at the collector's page, and what each guard there keeps out. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { administratorLink, firstLink } from '../../../collector/console/invitations.ts';
import { parseHeadsEntry } from '../../../shared/log/exchange/heads-entry.ts';
import { ConsoleSite, type Visitor } from '../../harness/collector/console-site.ts';
import { RunningCollector } from '../../harness/collector/running-collector.ts';

const HOUR = 3_600_000;

describe('the door of the collector’s page', () => {
  let running: RunningCollector;
  let site: ConsoleSite;
  beforeEach(async () => {
    running = await RunningCollector.start();
    site = await ConsoleSite.start(running);
  });
  afterEach(async () => {
    expect(site.problems).toEqual([]);
    await site.stop();
    await running.end();
  });

  const ownActs = async () => {
    const rows = await running.collector.db.all<{ leaf: Uint8Array }>('SELECT leaf FROM own_entry ORDER BY seq');
    return rows.map(({ leaf }) => parseHeadsEntry(leaf));
  };

  it('lets the first administrator in by a link that is good once, and gives out no second', async () => {
    const link = (await firstLink(running.collector, site.origin)).link ?? '';
    expect(link).toMatch(/^http:\/\/localhost:\d+\/#\/join\/[A-Z2-7]{26}$/);
    const mara = site.visitor();
    expect((await mara.join(link, 'Mara')).status).toBe(200);
    expect((await mara.get('/v1/me')).json).toMatchObject({ name: 'Mara', role: 'administrator', collector: 'collector.example/m1' });
    expect(await firstLink(running.collector, site.origin)).toEqual({ link: null, givenAt: null });
    expect((await site.visitor().join(link, 'Eve')).code).toBe('collector.link_used');
    expect((await site.visitor().post('/v1/join/look', { code: link.split('/').at(-1) })).code).toBe('collector.link_used');
    const acts = await ownActs();
    const { account } = (await mara.get('/v1/me')).json;
    expect(acts.slice(1).map(({ act, who, d }) => [act, who, d])).toEqual([
      ['account.invite', null, { role: 'administrator' }],
      ['account.active', account, { role: 'administrator' }],
    ]);
  });

  it('refuses links that were never given out, are replaced, or too old', async () => {
    const first = await administratorLink(running.collector, site.origin);
    const second = await administratorLink(running.collector, site.origin);
    expect((await site.visitor().join(first, 'Eve')).code).toBe('collector.link_unknown');
    expect((await site.visitor().join(`x/${'A'.repeat(26)}`, 'Eve')).code).toBe('collector.link_unknown');
    running.later = 24 * HOUR + 1;
    expect((await site.visitor().join(second, 'Mara')).code).toBe('collector.link_expired');
  });

  it('keeps a link at the next start as long as it is good, and then gives out another', async () => {
    const before = Date.now();
    const first = (await firstLink(running.collector, site.origin)).link ?? '';
    running.later = 24 * HOUR - 60_000;
    const second = await firstLink(running.collector, site.origin);
    expect(second).toEqual({ link: null, givenAt: expect.any(Number) });
    expect(second.givenAt).toBeGreaterThanOrEqual(before);
    expect((await site.visitor().post('/v1/join/look', { code: first.split('/').at(-1) })).status).toBe(200);
    running.later = 24 * HOUR + 60_000;
    const third = (await firstLink(running.collector, site.origin)).link ?? '';
    expect((await site.visitor().join(first, 'Eve')).code).toBe('collector.link_unknown');
    expect((await site.visitor().join(third, 'Mara')).status).toBe(200);
    expect((await ownActs()).filter(({ act }) => act === 'account.invite')).toHaveLength(2);
  });

  it('makes a second administrator at the shell, and voids the link before, but none that was given out on the page', async () => {
    const mara = await site.administrator();
    const invited = String((await mara.post('/v1/people/invite', { role: 'administrator', name: 'Ito' })).json['link']);
    const first = await administratorLink(running.collector, site.origin, 'shell:root');
    const second = await administratorLink(running.collector, site.origin, 'shell:root');
    expect((await site.visitor().join(first, 'Eve')).code).toBe('collector.link_unknown');
    for (const link of [second, invited]) expect((await site.visitor().join(link, 'Lena')).status).toBe(200);
    const invites = (await ownActs()).filter(({ act }) => act === 'account.invite');
    expect(invites.slice(-2).map(({ who, d }) => [who, d])).toEqual([
      ['shell:root', { role: 'administrator' }],
      ['shell:root', { role: 'administrator' }],
    ]);
  });

  it('two who follow one link at once are one person', async () => {
    const link = await administratorLink(running.collector, site.origin);
    const both = await Promise.all([site.visitor().join(link, 'Mara'), site.visitor().join(link, 'Eve')]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 403]);
  });

  it('keeps links, challenges and sessions as hashes', async () => {
    const link = await administratorLink(running.collector, site.origin);
    const mara = site.visitor();
    await mara.join(link, 'Mara');
    const secret = mara.cookie.split('=')[1] ?? '';
    const all = JSON.stringify(
      await Promise.all(['invitation', 'session', 'challenge'].map((table) => running.collector.db.all(`SELECT * FROM ${table}`))),
    );
    expect(secret).toHaveLength(43);
    expect(all).not.toContain(secret);
    expect(all).not.toContain(link.split('/').at(-1));
  });

  describe('a passkey', () => {
    let mara: Visitor;
    beforeEach(async () => {
      mara = await site.administrator();
    });

    it('signs in and out', async () => {
      expect((await mara.post('/v1/sign-out', {})).headers['clear-site-data']).toBe('"cache"');
      expect((await mara.get('/v1/me')).code).toBe('collector.not_signed_in');
      const answer = await mara.signIn();
      expect(String(answer.headers['set-cookie'])).toMatch(/^halligan-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
      expect((await mara.get('/v1/me')).status).toBe(200);
    });

    it.each([
      ['for another origin', { origin: 'http://localhost:1' }],
      ['for another site', { rpId: 'evil.example' }],
      ['without verifying the person', { verified: false }],
      ['whose count went back', { counter: 1 }],
      ['with a signature over something else', { forged: true }],
    ])('is refused %s', async (_, lies) => {
      expect((await mara.signIn()).status).toBe(200);
      const before = mara.cookie;
      expect((await mara.signIn(lies)).code).toBe('collector.passkey_refused');
      expect(mara.cookie).toBe(before);
      expect((await ownActs()).at(-1)).toMatchObject({ act: 'account.refused' });
    });

    it('is refused at its registration too', async () => {
      for (const lies of [{ origin: 'http://localhost:1' }, { rpId: 'evil.example' }, { verified: false }]) {
        const { json } = await mara.post('/v1/people/invite', { role: 'auditor', name: 'Eve' });
        expect((await site.visitor().join(String(json['link']), 'Eve', lies)).code).toBe('collector.passkey_refused');
      }
      expect(await mara.rows('/v1/people')).toHaveLength(1);
    });

    it('that is not registered opens nothing', async () => {
      expect((await site.visitor().signIn()).code).toBe('collector.passkey_refused');
    });

    it('answers a challenge once, in time, and for what it was given', async () => {
      const { json } = await mara.post('/v1/sign-in/begin', {});
      const response = mara.passkey.signIn({ challenge: String(json['challenge']) });
      expect((await mara.post('/v1/sign-in/finish', { response })).status).toBe(200);
      const again = mara.passkey.signIn({ challenge: String(json['challenge']) });
      expect((await mara.post('/v1/sign-in/finish', { response: again })).code).toBe('collector.passkey_refused');
      expect((await mara.post('/v1/sign-in/finish', { response: mara.passkey.signIn({ challenge: 'AAAA' }) })).code).toBe(
        'collector.passkey_refused',
      );
      const late = await mara.post('/v1/sign-in/begin', {});
      running.later = 300_001;
      const tooLate = mara.passkey.signIn({ challenge: String(late.json['challenge']) });
      expect((await mara.post('/v1/sign-in/finish', { response: tooLate })).code).toBe('collector.passkey_refused');
      const link = await mara.post('/v1/people/invite', { role: 'auditor', name: 'Kenji' });
      const code = String(link.json['link']).split('/').at(-1);
      const joining = await mara.post('/v1/join/begin', { code, name: 'Kenji' });
      const crossed = mara.passkey.signIn({ challenge: String(joining.json['challenge']) });
      expect((await mara.post('/v1/sign-in/finish', { response: crossed })).code).toBe('collector.passkey_refused');
    });

    it('opens for twelve hours, and for one without a request', async () => {
      running.later = HOUR + 1;
      expect((await mara.get('/v1/me')).code).toBe('collector.not_signed_in');
      await mara.signIn();
      for (const minutes of [50, 100]) {
        running.later = HOUR + minutes * 60_000;
        const unattended = await mara.get('/v1/me', { 'halligan-unattended': '1' });
        expect(unattended.status, `${minutes} minutes`).toBe(minutes === 50 ? 200 : 401);
      }
      running.later = HOUR + 1;
      await mara.signIn();
      for (let hour = 0.9; hour < 12; hour += 0.9) {
        running.later = (1 + hour) * HOUR;
        expect((await mara.get('/v1/me')).status, String(hour)).toBe(200);
      }
      running.later = 13 * HOUR + 2;
      expect((await mara.get('/v1/me')).code).toBe('collector.not_signed_in');
    });

    it('that was taken away is told nothing more by a page that is still open, and an open page keeps nobody in', async () => {
      const eve = await site.person(mara, 'auditor', 'Eve');
      const { account } = (await eve.get('/v1/me')).json;
      const told = eve.get('/v1/live');
      await vi.waitFor(() => expect(site.asked.at(-1)?.url).toBe('/v1/live'));
      await mara.get('/v1/summary');
      running.later = 59 * 60_000;
      const before = await running.collector.db.one('SELECT seen_at FROM session WHERE account = ?', String(account));
      await new Promise((resolve) => setTimeout(resolve, 2_500)); // shows that the stream keeps no session alive: it looks every second
      expect(await running.collector.db.one('SELECT seen_at FROM session WHERE account = ?', String(account))).toEqual(before);
      expect((await mara.post(`/v1/people/${String(account)}/remove`, {})).status).toBe(200);
      expect((await told).text).toMatch(/^retry: 2000\ndata: \{"pos":\d+,"logs":"[\d.]+","own":\d+\}\n\n/);
    });

    it('opens nothing any more once its person was removed, wherever they are signed in', async () => {
      const eve = await site.person(mara, 'analyst', 'Eve');
      const { account } = (await eve.get('/v1/me')).json;
      expect((await mara.post(`/v1/people/${String(account)}/remove`, {})).status).toBe(200);
      expect((await eve.get('/v1/me')).code).toBe('collector.not_signed_in');
      expect(await running.collector.db.all('SELECT hash FROM session WHERE account = ?', String(account))).toEqual([]);
      expect((await eve.signIn()).code).toBe('collector.passkey_refused');
      const own = String((await mara.get('/v1/me')).json['account']);
      expect((await mara.post(`/v1/people/${own}/remove`, {})).code).toBe('collector.last_administrator');
      expect((await mara.get('/v1/me')).status).toBe(200);
    });
  });

  describe('a request', () => {
    let mara: Visitor;
    beforeEach(async () => {
      mara = await site.administrator();
    });

    it.each([
      ['another origin', { origin: 'http://evil.example' }],
      ['no origin', { origin: '' }],
      ['an opaque origin', { origin: 'null' }],
      ['a site of the same host', { 'sec-fetch-site': 'same-site' }],
      ['another site', { 'sec-fetch-site': 'cross-site' }],
      ['what says of no site', { 'sec-fetch-site': '' }],
      ['a name that only leads here', { host: 'evil.example' }],
    ])('that would change something is refused from %s', async (_, headers) => {
      const said = await mara.post('/v1/codes', {}, headers);
      expect(said).toMatchObject({ status: 403, code: 'collector.other_site' });
      expect(await running.collector.db.all('SELECT hash FROM code')).toEqual([]);
    });

    it('that reads is refused by another name, and from another site', async () => {
      expect((await mara.get('/v1/logs', { host: 'evil.example' })).code).toBe('collector.other_site');
      expect((await mara.get('/', { host: 'evil.example' })).code).toBe('collector.other_site');
      expect((await mara.get('/v1/logs', { 'sec-fetch-site': 'cross-site' })).code).toBe('collector.other_site');
      expect((await mara.get('/v1/logs', { 'sec-fetch-site': 'same-origin' })).status).toBe(200);
    });

    it('is believed nothing that a proxy would say', async () => {
      const forwarded = {
        host: 'evil.example',
        'x-forwarded-host': new URL(site.origin).host,
        forwarded: `host=${new URL(site.origin).host}`,
      };
      expect((await mara.get('/v1/me', forwarded)).code).toBe('collector.other_site');
    });

    it('finds guards on every answer', async () => {
      for (const path of ['/', '/v1/me', '/nowhere', '/v1/summary']) {
        const { headers } = await mara.get(path);
        expect(headers).toMatchObject({
          'cache-control': 'no-store',
          'x-content-type-options': 'nosniff',
          'referrer-policy': 'no-referrer',
        });
        expect(headers['content-security-policy']).toContain("script-src 'self'");
        expect(headers['content-security-policy']).not.toContain('unsafe');
      }
    });

    it('cannot be larger than it needs, nor of another form', async () => {
      expect((await mara.post('/v1/people/invite', { role: 'auditor', name: 'x'.repeat(70_000) })).code).toBe('log.body_too_large');
      for (const body of [{}, { role: 'owner', name: 'Eve' }, { role: 'auditor', name: '' }, { role: 'auditor', name: 'Eve', more: 1 }, []])
        expect((await mara.post('/v1/people/invite', body)).code).toBe('collector.wrong_request');
      expect((await mara.get('//evil.example/v1/me')).status).toBe(404);
      expect((await mara.get('/../collector.sqlite')).status).toBe(404);
    });
  });

  it('asks everybody but its own page to sign in', async () => {
    const nobody = site.visitor();
    const hash = 'a'.repeat(64);
    for (const path of [
      ...['me', 'summary', 'logs', 'events', 'incidents', 'alerts', 'people', 'own', 'own/checkpoint', 'live', `evidence/${hash}`],
      ...[`export/${hash}`, `logs/${hash}/receipts`, 'ceremonies/r_1'],
    ])
      expect((await nobody.get(`/v1/${path}`)).code, path).toBe('collector.not_signed_in');
    for (const path of ['checkpoint', 'tile/0/000', 'tile/entries/000', 'vkey'])
      expect((await nobody.get(`/m/${hash}/${path}`)).code, path).toBe('collector.not_signed_in');
    expect((await nobody.get('/')).text).toContain('Halligan collector');
  });

  it('lets each role do what is its own, and no more', async () => {
    const mara = await site.administrator();
    const analyst = await site.person(mara, 'analyst', 'Kenji');
    const auditor = await site.person(mara, 'auditor', 'Ines');
    const acts: readonly (readonly [string, unknown])[] = [
      ['/v1/codes', {}],
      ['/v1/people/invite', { role: 'administrator', name: 'Eve' }],
      [`/v1/people/u_${'a'.repeat(16)}/remove`, {}],
      [`/v1/enrolments/${'A'.repeat(26)}/approve`, { words: ['a', 'b', 'c', 'd', 'e', 'f'] }],
      [`/v1/enrolments/${'A'.repeat(26)}/refuse`, {}],
      [`/v1/logs/${'a'.repeat(64)}/freeze`, { reason: 'stolen', at_size: 1 }],
    ];
    for (const [path, body] of acts) {
      expect((await analyst.post(path, body)).code, path).toBe('collector.role_missing');
      expect((await auditor.post(path, body)).code, path).toBe('collector.role_missing');
      expect((await mara.post(path, body)).code, path).not.toBe('collector.role_missing');
    }
    for (const how of ['acknowledge', 'escalate']) {
      const path = `/v1/alerts/a_${'a'.repeat(16)}/${how}`;
      expect((await auditor.post(path, {})).code).toBe('collector.role_missing');
      expect((await analyst.post(path, {})).code).toBe('collector.not_found');
    }
    expect((await auditor.get('/v1/logs')).status).toBe(200);
  });
});
