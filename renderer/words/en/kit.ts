export const kit = {
  rule: {
    any: 'any {{need}} of {{list}}',
    anyMany: 'any {{need}} of {{count}} custodians',
    group: '{{need}} of {{name}}',
    some: 'any {{need}} of these: {{list}}',
  },
  scan: {
    title: 'Scan the QR code',
    noCamera: 'The camera cannot be used: none is there, or it was refused.',
    wait: 'Looking for a code…',
    stop: 'Stop the camera',
  },
  leave: 'Not now',
  busy: 'One moment…',
} as const;
