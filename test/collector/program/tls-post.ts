import { request } from 'node:https';

/** One POST to whoever answers there. */
export function post(
  to: { readonly host: string; readonly port: number },
  path: string,
  body: string,
): Promise<{ readonly status: number }> {
  return new Promise((resolve, reject) => {
    const sent = request({ ...to, path, method: 'POST', rejectUnauthorized: false, agent: false }, (response) => {
      response.resume().on('end', () => resolve({ status: response.statusCode ?? 0 }));
    });
    sent.on('error', reject).end(body);
  });
}
