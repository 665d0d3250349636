type SessionSubset = Pick<
  Electron.Session,
  | 'setPermissionCheckHandler'
  | 'setPermissionRequestHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
  | 'setSpellCheckerEnabled'
  | 'on'
> & {
  readonly protocol: Pick<Electron.Protocol, 'handle'>;
  readonly webRequest: Pick<Electron.WebRequest, 'onBeforeRequest'>;
};

type Answer = (request: Request) => Response | Promise<Response>;
type Check = Parameters<Electron.Session['setPermissionCheckHandler']>[0];
type Before = (details: Electron.OnBeforeRequestListenerDetails, callback: (response: Electron.CallbackResponse) => void) => void;

const answers = new Map<string, Answer>();
let check: Check = null;
let before: Before | null = null;

const own = {
  protocol: { handle: (scheme: string, answer: Answer) => void answers.set(scheme, answer) },
  webRequest: {
    onBeforeRequest: (listener: Before | null) => {
      before = listener;
    },
  },
  setPermissionCheckHandler: (handler: Check) => {
    check = handler;
  },
  setPermissionRequestHandler: () => undefined, // DevTools does not tell of requests: page-permissions.ts answers beforehand
  // The flags and the page's Permissions-Policy refuse devices, screens and spelling here, and the browser refuses downloads.
  setDevicePermissionHandler: () => undefined,
  setDisplayMediaRequestHandler: () => undefined,
  setSpellCheckerEnabled: () => undefined,
  on: () => undefined,
};

// Electron overloads `onBeforeRequest` and `on`, and types its requests with its own extra member: see app.ts.
const theSession: SessionSubset = own as unknown as SessionSubset;

export const session: { fromPartition(partition: string, options?: Electron.FromPartitionOptions): SessionSubset } = {
  fromPartition: () => theSession,
};

/** The app's answer to a request of its page. Throws where the app cancels it or has none for the scheme. */
export async function answerRequest(request: Request, resourceType: string): Promise<Response> {
  const { url, method } = request;
  const verdict = await new Promise<Electron.CallbackResponse>((resolve) => {
    if (before === null) resolve({});
    else before({ url, method, resourceType } as Electron.OnBeforeRequestListenerDetails, resolve); // the members that DevTools tells
  });
  if (verdict.cancel === true) throw new Error('the app cancelled this request');
  const answer = answers.get(new URL(url).protocol.slice(0, -1));
  if (answer === undefined) throw new Error('the app has no handler for this scheme');
  return answer(request);
}

/** Whether the app would let its page use `permission` now. Only the check is asked: a request is a page's act, and no page acted. */
export function mayUse(permission: string, contents: Electron.WebContents): boolean {
  const details = { isMainFrame: true, mediaType: 'video' as const, requestingUrl: contents.getURL() };
  const name = permission as 'unknown'; // any of Electron's names; the handler compares text
  return check?.(contents, name, contents.getURL(), details as Electron.PermissionCheckHandlerHandlerDetails) ?? false;
}
