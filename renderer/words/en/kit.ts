export const kit = {
  rule: { any: 'any {{need}} of {{list}}', group: '{{need}} of {{name}}', some: 'any {{need}} of these: {{list}}' },
  leave: 'Not now',
  busy: 'One moment…',
} as const;
