/**
 * One sentence per act of the log. `did` is said of an act that went well; its placeholders are the names of the facts that
 * main gives with a row, and `log.unknown` stands in for one whose words were erased. `name` is the act in the filter, and
 * in the sentence of an act that was refused.
 */
export const logActWords = {
  log: {
    genesis: { name: 'Log begun', did: 'This log <b>began</b>.' },
    rollback_detected: { name: 'Older copy found', did: 'The file held an <b>older or changed log</b>. A new log was begun.' },
    full: { name: 'Disk full', did: 'The <b>disk is full</b>. Only sealing and the ceremony at hand went on.' },
    verify: { name: 'Log verified', did: 'The whole log was <b>verified</b>: nothing changed, cut or forked.' },
    export: { name: 'Log exported', did: 'The log was <b>exported</b>.' },
  },
  export: {
    bundle: { name: 'Bundle written', did: 'A file for the collector was <b>written</b>.' },
  },
  app: {
    start: { name: 'App started', did: 'The app <b>started</b>.' },
    stop: { name: 'App stopped', did: 'The app <b>stopped</b>.' },
  },
  time: {
    jump: { name: 'Clock jumped', did: 'The clock <b>jumped</b> by {{seconds}} seconds, or the machine slept.' },
    backward: { name: 'Clock set back', did: 'The clock <b>went back</b> by {{seconds}} seconds.' },
  },
  recovery: {
    unknown: { name: 'Recovery', did: 'The app had ended unexpectedly: of {{count}} acts it is <b>unknown</b> whether they were done.' },
  },
  border: {
    refused: { name: 'Window stopped', did: 'The window tried to {{tried}} ({{what}}), and was <b>stopped</b>.' },
  },
  config: {
    change: { name: 'Setting changed', did: 'This station was <b>named</b> {{station}}.' },
  },
  collector: {
    request: { name: 'Collector asked', did: 'A collector was <b>asked</b> to receive this log: {{collector}}.' },
    answer: { name: 'Collector answered', did: 'The collector <b>answered</b>: {{collector}}.' },
    confirm: { name: 'Words compared', did: 'The six words of the collector were <b>compared</b>: {{collector}}.' },
    active: { name: 'Collector receives', did: 'The collector <b>receives</b> this log: {{collector}}.' },
    refused: { name: 'Not let in', did: 'The collector’s administrator <b>did not let</b> this station <b>in</b>.' },
    move: { name: 'Collector moved', did: 'The collector is reached at <b>another address</b>: {{address}}.' },
    leave: { name: 'Collector left', did: 'This log is <b>no longer sent</b> to the collector: {{collector}}.' },
  },
  sync: {
    receipt: { name: 'Receipt', did: 'The collector <b>received</b> the log and signed for it. Entries: {{size}}.' },
    refused: { name: 'Not received', did: 'The collector <b>did not take</b> the log, or its answer did not hold.' },
  },
  founding: {
    start: { name: 'Founding begun', did: 'The founding of {{vault}} was <b>begun</b>.' },
    members: { name: 'Members set', did: 'The members were <b>set</b>: {{members}}.' },
    rules: { name: 'Rules set', did: 'The rules were <b>set</b>. Compartments: {{compartments}}.' },
    complete: { name: 'Vault founded', did: 'The vault {{vault}} was <b>founded</b>: all shares open, the first rehearsal is done.' },
  },
  rule: {
    override: {
      name: 'Warning overridden',
      did: 'A warning about the rule of {{compartments}} was <b>overridden</b>: “{{sentence}}”',
    },
  },
  enroll: {
    active: { name: 'Key registered', did: '{{who}} <b>registered</b> the key marked {{label}}. It gave the same secret twice.' },
    refused: { name: 'Key refused', did: 'A key of {{who}} was <b>refused</b>.' },
  },
  charter: {
    sign: { name: 'Charter signed', did: '{{who}} <b>signed</b> the charter.' },
  },
  share: {
    prove: { name: 'Shares proved', did: '{{who}} <b>proved</b> that their key opens their shares.' },
    accept: { name: 'Share given', did: '{{who}} <b>gave a share</b>.' },
    reject: { name: 'Share did not open', did: 'A share of {{who}} <b>did not open</b>.' },
  },
  desk: {
    open: { name: 'Desk opened', did: '{{who}} <b>sat down</b> at the desk.' },
    close: { name: 'Desk closed', did: '{{who}} <b>left</b> the desk.' },
  },
  deposit: {
    store: { name: 'Credential deposited', did: '{{who}} <b>deposited</b> {{title}} in {{compartments}}.' },
    replace: { name: 'Credential replaced', did: '{{who}} <b>replaced</b> {{title}} with a newer version: {{version}}.' },
  },
  import: {
    store: { name: 'Credentials imported', did: '{{who}} <b>imported</b> {{count}} credentials.' },
    receipt: { name: 'Receipt carried back', did: 'A receipt for the log was <b>carried back</b>. Entries: {{size}}.' },
  },
  directory: {
    change: { name: 'Playbooks changed', did: '{{who}} <b>changed</b> the playbooks: {{playbook}}.' },
  },
  request: {
    declare: {
      name: 'Declared',
      did: '{{who}} <b>declared</b> {{incident}}: asks to open {{compartments}} for {{minutes}} minutes. “{{reason}}”',
    },
    abort: { name: 'Withdrawn', did: 'The request {{incident}} was <b>withdrawn</b>.' },
    lapse: { name: 'Lapsed', did: 'The request {{incident}} <b>lapsed</b> without its quorum.' },
  },
  ceremony: {
    approve: { name: 'Approved', did: '{{who}} <b>approved</b> {{incident}}.' },
    deny: { name: 'Denied', did: '{{who}} <b>denied</b> {{incident}}: “{{reason}}”' },
    refuse: { name: 'Contribution refused', did: 'What {{who}} gave was <b>refused</b>.' },
  },
  vault: {
    unseal: { name: 'Opened', did: 'The quorum <b>opened</b> {{compartments}}.' },
    seal: { name: 'Sealed', did: '{{compartments}} was <b>sealed</b> {{how}}.' },
  },
  window: {
    extend: { name: 'Extended', did: 'The quorum <b>extended</b> the window by {{minutes}} minutes: “{{reason}}”' },
  },
  item: {
    reveal: { name: 'Field shown', did: '{{who}} <b>revealed</b> {{field}} of {{title}}.' },
    copy: { name: 'Field copied', did: '{{who}} <b>copied</b> {{field}} of {{title}}.' },
    code: { name: 'One-time code', did: '{{who}} <b>used without seeing</b> the secret: a one-time code of {{title}}.' },
    large: { name: 'Field shown large', did: '{{who}} <b>read aloud</b> {{field}} of {{title}}.' },
    save: { name: 'File saved', did: '{{who}} <b>saved</b> {{title}} outside of the vault.' },
    hide: { name: 'Field hidden', did: '{{field}} was <b>hidden</b> again.' },
  },
  drill: {
    result: {
      name: 'Drill ended',
      did: 'The drill <b>ended</b>. To the quorum: {{took}}. To the first credential: {{first}}. Refusals: {{refusals}}.',
    },
  },
  closing: {
    retest: { name: 'Retested', did: '{{who}} <b>retested</b> {{title}}. It is safe again.' },
    classify: { name: 'Classified', did: '{{who}} <b>found</b> {{incident}} to be: {{as}}.' },
    close: { name: 'Closed', did: '{{incident}} was <b>closed</b>.' },
  },
} as const;
