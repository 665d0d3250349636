import type { Action } from '../../shared/log/leaf/action.ts';
import type { Severity } from '../../shared/log/leaf/alerting.ts';

/**
 * What each act is to a security tool. `Record<Action, …>`: an act without a row does not compile.
 * Activities are those of OCSF 1.8.0; "Other" where it has none that fits.
 */
export const ACTIVITIES = {
  authentication: { Logon: 1, Logoff: 2, Preauth: 6, Other: 99 },
  entity_management: { Create: 1, Update: 3, Delete: 4, Enroll: 6, Activate: 10, Deactivate: 11, Other: 99 },
  datastore_activity: { Read: 1, Update: 2, Write: 5, Create: 6, Decrypt: 10, Other: 99 },
  event_log_actvity: { Delete: 2, Export: 3, Rotate: 5, Start: 6, Stop: 7, Other: 99 },
  device_config_state_change: { Log: 1, Other: 99 },
  application_lifecycle: { Start: 3, Stop: 4, Other: 99 },
} as const;

/** OCSF's own names of its classes, one of them misspelt there. */
export type ClassName = keyof typeof ACTIVITIES;

/** One row: class and activity of OCSF, and how grave the act is when it is real. */
export type ActionRow = {
  readonly [C in ClassName]: readonly [name: C, activity: keyof (typeof ACTIVITIES)[C], severity: Severity];
}[ClassName];

export const ACTION_TABLE: Readonly<Record<Action, ActionRow>> = {
  'log.genesis': ['event_log_actvity', 'Start', 'low'],
  'log.rollback_detected': ['event_log_actvity', 'Delete', 'critical'],
  'log.full': ['event_log_actvity', 'Stop', 'high'],
  'log.verify': ['event_log_actvity', 'Other', 'info'],
  'log.export': ['event_log_actvity', 'Export', 'low'],
  'app.start': ['application_lifecycle', 'Start', 'info'],
  'app.stop': ['application_lifecycle', 'Stop', 'info'],
  'time.jump': ['device_config_state_change', 'Log', 'medium'],
  'time.backward': ['device_config_state_change', 'Log', 'medium'],
  'recovery.unknown': ['application_lifecycle', 'Other', 'high'],
  'border.refused': ['authentication', 'Other', 'high'],
  'config.change': ['entity_management', 'Update', 'medium'],

  'collector.request': ['entity_management', 'Enroll', 'medium'],
  'collector.answer': ['entity_management', 'Update', 'low'],
  'collector.confirm': ['entity_management', 'Update', 'medium'],
  'collector.active': ['entity_management', 'Activate', 'medium'],
  'collector.refused': ['entity_management', 'Deactivate', 'medium'],
  'collector.move': ['entity_management', 'Update', 'medium'],
  'collector.leave': ['event_log_actvity', 'Stop', 'high'],
  'sync.receipt': ['event_log_actvity', 'Export', 'info'],
  'sync.refused': ['event_log_actvity', 'Other', 'high'],
  'export.bundle': ['event_log_actvity', 'Export', 'low'],
  'import.receipt': ['event_log_actvity', 'Export', 'info'],

  'founding.start': ['entity_management', 'Create', 'medium'],
  'founding.members': ['entity_management', 'Update', 'low'],
  'founding.rules': ['entity_management', 'Update', 'low'],
  'founding.complete': ['entity_management', 'Activate', 'medium'],
  'rule.override': ['entity_management', 'Update', 'medium'],
  'enroll.active': ['entity_management', 'Activate', 'medium'],
  'enroll.refused': ['entity_management', 'Enroll', 'medium'],
  'charter.sign': ['entity_management', 'Update', 'medium'],
  'share.prove': ['authentication', 'Preauth', 'low'],
  'share.accept': ['authentication', 'Preauth', 'medium'],
  'share.reject': ['authentication', 'Logon', 'high'],

  'desk.open': ['authentication', 'Logon', 'medium'],
  'desk.close': ['authentication', 'Logoff', 'low'],
  'deposit.store': ['datastore_activity', 'Create', 'low'],
  'deposit.replace': ['datastore_activity', 'Update', 'low'],
  'import.store': ['datastore_activity', 'Write', 'low'],
  'directory.change': ['datastore_activity', 'Update', 'low'],

  'request.declare': ['entity_management', 'Create', 'medium'],
  'request.abort': ['entity_management', 'Deactivate', 'medium'],
  'request.lapse': ['entity_management', 'Deactivate', 'medium'],
  'ceremony.approve': ['entity_management', 'Update', 'medium'],
  'ceremony.deny': ['entity_management', 'Deactivate', 'medium'],
  'ceremony.refuse': ['entity_management', 'Update', 'medium'],
  'vault.unseal': ['authentication', 'Logon', 'critical'],
  'vault.seal': ['authentication', 'Logoff', 'low'],
  'window.extend': ['entity_management', 'Update', 'high'],
  'item.reveal': ['datastore_activity', 'Decrypt', 'high'],
  'item.copy': ['datastore_activity', 'Read', 'high'],
  'item.code': ['datastore_activity', 'Read', 'high'],
  'item.large': ['datastore_activity', 'Read', 'high'],
  'item.save': ['datastore_activity', 'Decrypt', 'high'],
  'item.hide': ['datastore_activity', 'Other', 'info'],

  'drill.result': ['entity_management', 'Update', 'info'],
  'closing.retest': ['entity_management', 'Update', 'low'],
  'closing.classify': ['entity_management', 'Update', 'medium'],
  'closing.close': ['entity_management', 'Deactivate', 'low'],
};
