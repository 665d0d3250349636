/**
 * The part of the Chrome DevTools Protocol that the rescue host speaks: commands with what they take and give, and events.
 * Names and shapes are the protocol's own (https://chromedevtools.github.io/devtools-protocol/tot/).
 */
export interface TargetInfo {
  readonly targetId: string;
  readonly type: string;
  readonly url: string;
}

export interface Frame {
  readonly id: string;
  readonly parentId?: string;
  readonly url: string;
}

export interface PausedRequest {
  readonly requestId: string;
  readonly frameId: string;
  readonly resourceType: string;
  readonly request: {
    readonly url: string;
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly postDataEntries?: readonly { readonly bytes?: string }[];
  };
}

export interface RemoteObject {
  readonly value?: unknown;
  readonly objectId?: string;
  readonly description?: string;
}

interface Evaluated {
  readonly result: RemoteObject;
  readonly exceptionDetails?: { readonly text: string; readonly exception?: RemoteObject };
}

type Nothing = Record<string, never>;
interface Header {
  readonly name: string;
  readonly value: string;
}

export interface Commands {
  'Browser.close': { takes: Nothing; gives: Nothing };
  'Browser.getWindowForTarget': { takes: { targetId: string }; gives: { windowId: number } };
  'Browser.setWindowBounds': { takes: { windowId: number; bounds: { windowState: 'normal' | 'minimized' } }; gives: Nothing };
  'Browser.setPermission': { takes: { permission: { name: string }; setting: 'granted' | 'denied' | 'prompt' }; gives: Nothing };
  'Browser.setDownloadBehavior': { takes: { behavior: 'deny' }; gives: Nothing };
  'DOM.getFileInfo': { takes: { objectId: string }; gives: { path: string } };
  'Fetch.enable': { takes: { patterns: readonly { urlPattern: string }[] }; gives: Nothing };
  'Fetch.failRequest': { takes: { requestId: string; errorReason: 'Aborted' | 'BlockedByClient' }; gives: Nothing };
  'Fetch.fulfillRequest': {
    takes: { requestId: string; responseCode: number; responsePhrase: string; responseHeaders: readonly Header[]; body: string };
    gives: Nothing;
  };
  'Page.addScriptToEvaluateOnNewDocument': { takes: { source: string; worldName?: string }; gives: Nothing };
  'Page.close': { takes: Nothing; gives: Nothing };
  'Page.enable': { takes: Nothing; gives: Nothing };
  'Page.getFrameTree': { takes: Nothing; gives: { frameTree: { frame: Frame } } };
  'Page.handleJavaScriptDialog': { takes: { accept: boolean }; gives: Nothing };
  'Page.navigate': { takes: { url: string }; gives: { errorText?: string } };
  'Page.reload': { takes: Nothing; gives: Nothing };
  'Page.resetNavigationHistory': { takes: Nothing; gives: Nothing };
  'Runtime.addBinding': { takes: { name: string; executionContextName: string }; gives: Nothing };
  'Runtime.callFunctionOn': {
    takes: {
      functionDeclaration: string;
      uniqueContextId: string;
      arguments: readonly { value: unknown }[];
      silent?: boolean;
      userGesture?: boolean;
      awaitPromise?: boolean;
      returnByValue?: boolean;
    };
    gives: Evaluated;
  };
  'Runtime.enable': { takes: Nothing; gives: Nothing };
  'Runtime.getProperties': {
    takes: { objectId: string; ownProperties: boolean };
    gives: { result: readonly { name: string; value?: RemoteObject }[] };
  };
  'Target.activateTarget': { takes: { targetId: string }; gives: Nothing };
  'Target.attachToBrowserTarget': { takes: Nothing; gives: { sessionId: string } };
  'Target.attachToTarget': { takes: { targetId: string; flatten: true }; gives: { sessionId: string } };
  'Target.closeTarget': { takes: { targetId: string }; gives: Nothing };
  'Target.detachFromTarget': { takes: { sessionId: string }; gives: Nothing };
  'Target.setDiscoverTargets': { takes: { discover: true; filter: readonly Nothing[] }; gives: Nothing };
}
export type ProtocolCommand = keyof Commands;

export interface ProtocolEvents {
  'Fetch.requestPaused': PausedRequest;
  'Inspector.targetCrashed': Nothing;
  'Page.domContentEventFired': Nothing;
  'Page.frameNavigated': { frame: Frame };
  'Page.javascriptDialogOpening': { type: string };
  'Page.loadEventFired': Nothing;
  'Runtime.bindingCalled': { name: string; payload: string; executionContextId: number };
  'Runtime.executionContextCreated': {
    context: { id: number; uniqueId: string; name: string; auxData?: { frameId?: string } };
  };
  'Runtime.executionContextDestroyed': { executionContextId: number; executionContextUniqueId: string };
  'Runtime.executionContextsCleared': Nothing;
  'Target.attachedToTarget': { sessionId: string };
  'Target.detachedFromTarget': { sessionId: string; targetId?: string };
  'Target.targetCreated': { targetInfo: TargetInfo };
  'Target.targetDestroyed': { targetId: string };
}
export type ProtocolEvent = keyof ProtocolEvents;

/** A message on the pipe, either way. */
export interface PipeMessage {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
  readonly sessionId?: string;
}
