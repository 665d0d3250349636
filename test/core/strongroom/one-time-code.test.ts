import { describe, expect, it } from 'vitest';
import { checkOtpauth, oneTimeCode } from '../../../core/strongroom/one-time-code.ts';
import { isAppError } from '../../../shared/base/app-error.ts';

/** RFC 6238, appendix B: the secrets are "1234567890" over and over, 20, 32 and 64 bytes long. */
const SECRETS = {
  SHA1: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
  SHA256: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZA',
  SHA512: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNA',
} as const;
const uri = (algorithm: keyof typeof SECRETS, more = '&digits=8') =>
  `otpauth://totp/Nordhamn:x?secret=${SECRETS[algorithm]}&algorithm=${algorithm}${more}`;

describe('a one-time code', () => {
  it.each([
    [59, '94287082', '46119246', '90693936'],
    [1_111_111_109, '07081804', '68084774', '25091201'],
    [1_111_111_111, '14050471', '67062674', '99943326'],
    [1_234_567_890, '89005924', '91819424', '93441116'],
    [2_000_000_000, '69279037', '90698825', '38618901'],
    [20_000_000_000, '65353130', '77737706', '47863826'],
  ])('is that of RFC 6238 at %d s', (seconds, sha1, sha256, sha512) => {
    const codes = (['SHA1', 'SHA256', 'SHA512'] as const).map((algorithm) => oneTimeCode(uri(algorithm), seconds * 1000).code);
    expect(codes).toEqual([sha1, sha256, sha512]);
  });

  it('lasts until the end of its period and not a millisecond longer', () => {
    const at = (ms: number) => oneTimeCode(uri('SHA1'), ms);
    expect(at(30_000)).toEqual({ code: '94287082', leftMs: 30_000, periodMs: 30_000 });
    expect(at(59_999)).toEqual({ code: '94287082', leftMs: 1, periodMs: 30_000 });
    expect(at(60_000).code).not.toBe('94287082');
    expect(at(29_999).code).not.toBe('94287082');
  });

  it('has the period that its URI says', () => {
    expect(oneTimeCode(uri('SHA1', '&digits=8&period=60'), 119_000)).toEqual({ code: '94287082', leftMs: 1_000, periodMs: 60_000 });
    expect(oneTimeCode(uri('SHA1', ''), 59_000).code).toBe('287082');
  });

  it.each([
    ['one that counts', `otpauth://hotp/x?secret=${SECRETS.SHA1}&counter=1`],
    ['a URI without a secret', 'otpauth://totp/x'],
    ['an empty secret', 'otpauth://totp/x?secret='],
    ['a secret that is not base32', 'otpauth://totp/x?secret=CANARY-0189'],
    ['an unknown hash', `otpauth://totp/x?secret=${SECRETS.SHA1}&algorithm=CANARY`],
    ['a period of no time', `otpauth://totp/x?secret=${SECRETS.SHA1}&period=0`],
    ['another URI', `https://a.example/?secret=${SECRETS.SHA1}`],
    ['no URI', 'CANARY'],
    ['nothing', ''],
  ])('does not come of %s, and the refusal quotes nothing', (_, bad) => {
    for (const attempt of [() => checkOtpauth(bad), () => oneTimeCode(bad, 0)]) {
      let thrown: unknown = null;
      try {
        attempt();
      } catch (error) {
        thrown = error;
      }
      expect(isAppError(thrown) ? thrown.code : thrown).toBe('deposit.bad_otpauth');
      expect((thrown as Error).cause).toBeUndefined();
      expect((thrown as Error).message).not.toMatch(/CANARY|GEZDGNBV/);
    }
  });
});
