/** The browser's part of a touch: the only file in the app's window that asks for security keys. */
import {
  type AuthenticationExtensionsClientInputs,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
  WebAuthnError,
} from '@simplewebauthn/browser';
import { AppError } from '../../shared/base/app-error.ts';
import { fromBase64url, toBase64url } from '../../shared/base/bytes.ts';
import type { ErrorCode } from '../../shared/base/error-codes.ts';
import type { KeyStep } from '../../shared/contract/calls.ts';

/** A key's answer. `prf` is the secret, base64url; null at a registration. `response` never holds it. */
export interface Touched {
  readonly response: Record<string, unknown>;
  readonly prf: string | null;
}

/** Below this a NotAllowedError is not the browser's own time-out. */
const TIME_OUT_SLACK_MS = 1_500;

/**
 * Waits for one touch. Throws `AppError`: `key.cancelled`, `key.timed_out`, `key.already_enrolled`, `key.no_prf`,
 * `key.not_verified`, `key.not_supported` or `key.bad_response`.
 */
export async function touchKey(step: KeyStep): Promise<Touched> {
  const input = fromBase64url(step.prfInput);
  const extensions: AuthenticationExtensionsClientInputs = { prf: { eval: { first: input.buffer } } };
  const started = performance.now();
  try {
    return step.op === 'create' ? await create(step, extensions) : await get(step, extensions);
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    throw new AppError(codeOf(thrown, step, performance.now() - started), 'the browser refused the touch', { cause: thrown });
  }
}

/** Stops waiting: the touch under way ends as `key.cancelled`. */
export function stopWaiting(): void {
  WebAuthnAbortService.cancelCeremony();
}

async function create(step: KeyStep, extensions: AuthenticationExtensionsClientInputs): Promise<Touched> {
  // Main made these with the library's other half; the contract carries them as plain JSON.
  const optionsJSON = { ...step.options, extensions } as unknown as PublicKeyCredentialCreationOptionsJSON;
  const answer = await startRegistration({ optionsJSON });
  const { prf } = answer.clientExtensionResults;
  wipe(prf?.results?.first);
  if (prf?.enabled !== true) throw new AppError('key.no_prf', 'registered without PRF');
  return { response: { ...answer, clientExtensionResults: {} }, prf: null };
}

async function get(step: KeyStep, extensions: AuthenticationExtensionsClientInputs): Promise<Touched> {
  const optionsJSON = { ...step.options, extensions } as unknown as PublicKeyCredentialRequestOptionsJSON;
  const answer = await startAuthentication({ optionsJSON });
  const { prf } = answer.clientExtensionResults;
  const first = prf?.results?.first;
  if (first === undefined) throw new AppError('key.no_prf', 'answered without a PRF result');
  const secret = bytesOf(first);
  if (secret.length !== 32) throw new AppError('key.no_prf', 'a PRF result of the wrong length');
  const text = toBase64url(secret);
  wipe(first);
  return { response: { ...answer, clientExtensionResults: {} }, prf: text };
}

function bytesOf(source: ArrayBuffer | ArrayBufferView): Uint8Array {
  return ArrayBuffer.isView(source) ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength) : new Uint8Array(source);
}

function wipe(source: ArrayBuffer | ArrayBufferView | undefined): void {
  if (source !== undefined) bytesOf(source).fill(0);
}

/** A key that does not know the credential and a person who cancels look alike: both are NotAllowedError. */
function codeOf(thrown: unknown, step: KeyStep, tookMs: number): ErrorCode {
  const error = thrown instanceof WebAuthnError && thrown.cause instanceof Error ? thrown.cause : thrown;
  const name = error instanceof Error ? error.name : '';
  const timeout = step.options['timeout'];
  switch (name) {
    case 'AbortError':
      return 'key.cancelled';
    case 'NotAllowedError':
      return typeof timeout === 'number' && tookMs >= timeout - TIME_OUT_SLACK_MS ? 'key.timed_out' : 'key.cancelled';
    case 'InvalidStateError':
      return step.op === 'create' ? 'key.already_enrolled' : 'key.unknown';
    case 'ConstraintError':
      return 'key.not_verified';
    case 'NotSupportedError':
    case 'SecurityError':
      return 'key.not_supported';
    default:
      return 'key.bad_response';
  }
}
