/**
 * Without an optional one a window looks plainer, or a test leaves itself out and says so; nothing stops.
 * @typedef {{ name: string, missing: () => boolean, optional?: true }} SystemPackage
 */
export {};
