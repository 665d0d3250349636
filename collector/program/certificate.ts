/** The certificate that stations pin: their pin is of its key, which is therefore kept when the certificate is renewed. */
import 'reflect-metadata';
import { createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { sha256 } from '../../core/hash/node-hash.ts';
import { toHex } from '../../shared/base/bytes.ts';
import type { Instant } from '../../shared/base/instant.ts';
import type { TlsIdentity } from '../http/station-server.ts';
import type { Config } from './config-schema.ts';
import { privateFile } from './private-file.ts';
import { Stop, systemCode } from './stop.ts';

const KEY = 'tls-key.pem';
const CERTIFICATE = 'tls-certificate.pem';
const YEARS = 10;
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

export interface Identity extends TlsIdentity {
  /** SHA-256 of the SubjectPublicKeyInfo, in hexadecimal: what stations pin. */
  readonly spki: string;
  readonly until: Instant;
}

/** The configured certificate, else the one that this folder has, made the first time. Throws a `Stop` for files that do not fit. */
export async function tlsIdentity(folder: string, config: Config, now: Instant): Promise<Identity> {
  if (config.tls !== undefined)
    return identity(privateFile(config.tls.keyFile), readCertificate(config.tls.certificateFile), config.tls.certificateFile);
  const [keyFile, certificateFile] = [join(folder, KEY), join(folder, CERTIFICATE)];
  if (!existsSync(keyFile) && existsSync(certificateFile))
    throw new Stop(
      `${keyFile} is missing, and its certificate is there: bring it back, or remove the certificate and enrol every station again.`,
    );
  if (!existsSync(keyFile)) {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx', flush: true });
  }
  if (!existsSync(certificateFile)) await renewCertificate(folder, config, now);
  return identity(privateFile(keyFile), readCertificate(certificateFile), certificateFile);
}

/** A new certificate of the same key, for ten years: no station notices. Throws a `Stop` where there is no key yet, or another is configured. */
export async function renewCertificate(folder: string, config: Config, now: Instant): Promise<void> {
  if (config.tls !== undefined)
    throw new Stop('The certificate is named in the configuration: renew it where it comes from, with the same key.');
  const pem = privateFile(join(folder, KEY));
  const made = join(folder, `${CERTIFICATE}.new`);
  writeFileSync(made, await selfMade(pem, hostNames(config), now), { mode: 0o600, flush: true });
  renameSync(made, join(folder, CERTIFICATE));
}

async function selfMade(pem: string, hosts: readonly string[], now: Instant): Promise<string> {
  const key = createPrivateKey(pem);
  const { subtle } = crypto;
  const jwk = key.export({ format: 'jwk' });
  const keys = {
    privateKey: await subtle.importKey('jwk', jwk, ALGORITHM, true, ['sign']),
    publicKey: await subtle.importKey('jwk', publicPart(jwk), ALGORITHM, true, ['verify']),
  };
  const names = hosts.map((value) => ({ type: isIP(value) === 0 ? ('dns' as const) : ('ip' as const), value }));
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: `01${toHex(crypto.getRandomValues(new Uint8Array(15)))}`,
      name: [{ CN: ['Halligan collector'] }],
      notBefore: new Date(now - 86_400_000),
      notAfter: new Date(now + YEARS * 365 * 86_400_000),
      signingAlgorithm: ALGORITHM,
      keys,
      extensions: [
        new BasicConstraintsExtension(false),
        new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
        new SubjectAlternativeNameExtension(names),
      ],
    },
    crypto,
  );
  return `${certificate.toString('pem')}\n`;
}

function publicPart({ kty, crv, x, y }: Partial<Record<'kty' | 'crv' | 'x' | 'y', string>>) {
  if (kty === undefined || crv === undefined || x === undefined || y === undefined)
    throw new Stop('The TLS key is not of the curve P-256.');
  return { kty, crv, x, y };
}

/** This machine's own names and those of the configuration, without wildcard addresses such as 0.0.0.0. */
function hostNames({ listen, address }: Config): string[] {
  const told = address === undefined ? null : (URL.parse(address)?.hostname.replace(/^\[(.*)\]$/, '$1') ?? null);
  const names = ['localhost', '127.0.0.1', '::1', listen.host, told];
  return [...new Set(names.filter((name): name is string => name !== null && name !== '' && !/^(0\.0\.0\.0|::)$/.test(name)))];
}

function readCertificate(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Stop(`The certificate ${path} cannot be read (${systemCode(error)}).`);
  }
}

function identity(key: string, cert: string, path: string): Identity {
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(cert);
    if (!certificate.checkPrivateKey(createPrivateKey(key))) throw new Stop(`The certificate ${path} is not of the key that it came with.`);
  } catch (error) {
    if (error instanceof Stop) throw error;
    throw new Stop(`The certificate ${path} or its key is not readable as PEM.`);
  }
  const spki = toHex(sha256(certificate.publicKey.export({ type: 'spki', format: 'der' })));
  return { key, cert, spki, until: certificate.validToDate.getTime() };
}
