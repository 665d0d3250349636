import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A certificate for the host `host`, signed by itself; its files are `name` in `folder`. */
export function certificate(folder: string, name: string, host: string): { key: string; cert: string } {
  const [key, cert] = [join(folder, `${name}.key`), join(folder, `${name}.crt`)];
  const files = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', key, '-out', cert];
  const made = spawnSync('openssl', ['req', '-x509', ...files, '-days', '1', '-subj', '/CN=log', '-addext', `subjectAltName=DNS:${host}`]);
  if (made.status !== 0) throw new Error(String(made.stderr));
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
}
