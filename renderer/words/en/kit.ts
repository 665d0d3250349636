export const kit = {
  rule: {
    any: 'any {{need}} of {{list}}',
    anyMany: 'any {{need}} of {{count}} custodians',
    group: '{{need}} of {{name}}',
    some: 'any {{need}} of these: {{list}}',
  },
  leave: 'Not now',
  busy: 'One moment…',
} as const;
