/** The files with which a collector is run as a service: read by the programs and the parsers that would read them. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { commandNamed } from '../../build/commands.ts';
import { programPath } from '../../build/setup/programs.mjs';
import { parseConfig } from '../../collector/program/config-file.ts';
import { NODE_FLAGS } from '../../collector/program/node-flags.ts';
import { leaveOutWithout } from '../harness/base/peers.ts';

const FOLDER = join(import.meta.dirname, '../../build/deploy');
const textOf = (name: string): string => readFileSync(join(FOLDER, name), 'utf8');
const list = z.array(z.string());
const service = z.looseObject({
  image: z.string(),
  user: z.string().optional(),
  read_only: z.boolean().optional(),
  cap_drop: list.optional(),
  security_opt: list.optional(),
  entrypoint: list.optional(),
  command: list.optional(),
  ports: list.default([]),
  secrets: list.default([]),
  networks: list.default([]),
  volumes: list.default([]),
  environment: z.record(z.string(), z.string()).default({}),
});
const compose = z.strictObject({
  name: z.string(),
  'x-collector': z.unknown(),
  services: z.record(z.string(), service),
  networks: z.record(z.string(), z.looseObject({})),
  volumes: z.record(z.string(), z.looseObject({})),
  secrets: z.record(z.string(), z.strictObject({ file: z.string() })),
});

/** js-yaml, which has no types of its own. */
function yaml(text: string): unknown {
  const { load } = createRequire(import.meta.url)('js-yaml') as { load: (text: string) => unknown }; // its documented function
  return load(text);
}

it('systemd takes the unit, and finds it well shut in', (context) => {
  leaveOutWithout(programPath('systemd-analyze') === null ? ['systemd'] : [], context);
  const unit = join(FOLDER, 'halligan-collector.service');
  const verified = spawnSync('systemd-analyze', ['verify', unit], { encoding: 'utf8', timeout: 60_000 });
  expect(verified.stderr.split('\n').filter((line) => line.includes('halligan-collector'))).toEqual([]);
  expect(verified.status).toBe(0);
  const judged = spawnSync('systemd-analyze', ['security', '--offline=true', '--threshold=15', unit], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  expect([judged.status, judged.stdout.trim().split('\n').at(-1)]).toEqual([0, expect.stringContaining('Overall exposure level')]);
});

it('the example of a configuration holds', () => {
  expect(parseConfig(textOf('collector.example.json'), 'collector.example.json').name).toBe('collector.example.org/main');
});

it('the compose file names only what it has, gives the page to this machine alone, and the owner’s password to no collector', () => {
  const { services, networks, volumes, secrets } = compose.parse(yaml(textOf('compose.yaml')));
  for (const [name, one] of Object.entries(services)) {
    for (const secret of one.secrets) expect(Object.keys(secrets), name).toContain(secret);
    for (const network of one.networks) expect(Object.keys(networks), name).toContain(network);
    for (const volume of one.volumes.map((text) => text.split(':')[0] ?? ''))
      expect(/^[./]/.test(volume) || volume in volumes, `${name} ${volume}`).toBe(true);
  }
  const { collector, owner, database } = services;
  expect(collector).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'], user: '1000:1000' });
  expect(collector?.ports).toEqual(['8443:8443', '127.0.0.1:8480:8480']);
  expect(collector?.secrets).toEqual(['database-address']);
  expect([owner?.ports, database?.ports]).toEqual([[], []]);
  expect(database?.image).toBe('postgres:15');
  expect(networks['inside']).toEqual({ internal: true });
  expect(owner).toMatchObject({ command: ['prepare'], environment: { DATABASE_URL_FILE: '/run/secrets/owner-address' } });
  expect(textOf('compose.yaml')).not.toMatch(/postgres:\/\/[^:\s]+:(?!%s)/);
});

it('every way to start a collector gives Node what keeps its memory small', () => {
  const flags = NODE_FLAGS.join(' ');
  expect(textOf('halligan-collector.service')).toContain(`ExecStart=/usr/bin/env node ${flags} /opt/halligan/dist/collector.js`);
  const { services } = compose.parse(yaml(textOf('compose.yaml')));
  for (const name of ['collector', 'owner'])
    expect(services[name]?.entrypoint?.slice(0, NODE_FLAGS.length + 2)).toEqual(['node', ...NODE_FLAGS, '/opt/halligan/dist/collector.js']);
  expect(commandNamed(join(FOLDER, '../..'), 'collector').flags).toEqual(NODE_FLAGS);
  expect(readFileSync(join(FOLDER, '../../dist/collector.js'), 'utf8')).toMatch(new RegExp(`^#!/usr/bin/env -S node ${flags}\n`));
});

it('nothing else lies there', () => {
  expect(readdirSync(FOLDER).sort()).toEqual(['collector.example.json', 'compose.yaml', 'halligan-collector.service']);
});
