import type { Cdp } from './cdp.ts';
import type { PausedRequest } from './protocol.ts';
import { answerRequest } from './session.ts';

/** Asked of a document that wants to load, in the window or a frame of it: false refuses it. */
export type MayNavigate = (url: string, frameId: string) => boolean;

/** Answers every request of the page from the app. Nothing is ever passed on to the network. */
export class PageRequests {
  readonly #cdp: Cdp;
  readonly #session: string;
  readonly #mayNavigate: MayNavigate;

  constructor(cdp: Cdp, session: string, mayNavigate: MayNavigate) {
    this.#cdp = cdp;
    this.#session = session;
    this.#mayNavigate = mayNavigate;
    cdp.on('Fetch.requestPaused', (paused, from) => {
      if (from === session) void this.#answer(paused);
    });
  }

  async #answer(paused: PausedRequest): Promise<void> {
    const { requestId, resourceType, frameId, request } = paused;
    if (resourceType === 'Document' && !this.#mayNavigate(request.url, frameId)) {
      this.#cdp.post('Fetch.failRequest', { requestId, errorReason: 'Aborted' }, this.#session);
      return;
    }
    try {
      const response = await answerRequest(asRequest(paused), resourceType);
      const responseHeaders = [...response.headers].map(([name, value]) => ({ name, value }));
      const body = Buffer.from(await response.arrayBuffer()).toString('base64');
      const answer = { requestId, responseCode: response.status, responsePhrase: response.statusText || 'OK', responseHeaders, body };
      await this.#cdp.send('Fetch.fulfillRequest', answer, this.#session);
    } catch {
      // Refused by the app, or the page has gone meanwhile.
      this.#cdp.post('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' }, this.#session);
    }
  }
}

function asRequest({ request }: PausedRequest): Request {
  const { url, method, headers, postDataEntries } = request;
  const body = Buffer.concat((postDataEntries ?? []).map((entry) => Buffer.from(entry.bytes ?? '', 'base64')));
  return new Request(url, { method, headers, ...(body.length > 0 && method !== 'GET' && method !== 'HEAD' ? { body } : {}) });
}
