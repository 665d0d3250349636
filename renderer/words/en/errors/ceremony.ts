/** Rules, policies, ceremonies, windows, closing. */
export const ceremonyErrors = {
  'rule.empty': { says: 'A group has nobody in it.', named: 'Nobody is in {{group}}.', fix: 'Add a custodian, or remove the group.' },
  'rule.threshold_out_of_range': {
    says: 'A group asks for more people than it has, or for none.',
    fix: 'Ask for at least one, and for no more than are in it.',
  },
  'rule.too_deep': { says: 'Groups stand in groups too deeply.', fix: 'Three levels are the most.' },
  'rule.too_many_leaves': {
    says: 'The rule names too many people.',
    named: 'The rule names {{count}} people.',
    fix: 'It can name 32 at most.',
  },
  'rule.unknown_member': {
    says: 'The rule names someone who is not a member.',
    fix: 'Take them out of the rule, or add them as a member.',
  },
  'rule.repeated_member': {
    says: 'One person stands twice in the same group.',
    named: '{{member}} stands twice in the same group.',
    fix: 'Take one of them out.',
  },
  'rule.not_a_custodian': {
    says: 'The rule names someone who is not a custodian.',
    named: '{{member}} is in the rule, but is not a custodian.',
    fix: 'Give them that role, or take them out of the rule.',
  },
  'rule.one_person_suffices': {
    says: 'One person alone could open this.',
    named: '{{member}} alone could open {{compartment}}.',
    fix: 'Ask for at least two people.',
  },
  'rule.one_loss_locks': {
    says: 'If one person is lost, this stays shut for ever.',
    named: 'If {{member}} is lost, {{compartment}} stays shut for ever.',
    fix: 'Add a custodian who can stand in, or ask for one fewer.',
  },
  'policy.minutes_out_of_range': {
    says: 'That is longer than the policy allows.',
    named: 'That is longer than the policy allows: {{most}} minutes at most.',
    fix: 'Ask for less. The quorum can extend it later.',
  },
  'policy.out_of_range': {
    says: 'A number in the policy is too small or too large.',
    named: 'A number in the policy is too small or too large: {{least}} to {{most}}.',
    fix: 'Choose one in that range.',
  },
  'policy.passphrase_required': { says: 'The policy asks for a passphrase as well as the key.', fix: 'Enter the passphrase.' },
  'policy.role_missing': {
    says: 'Nobody has a role that the vault needs.',
    named: 'The vault has nobody as {{role}}.',
    fix: 'Give someone that role.',
  },

  'ceremony.not_declared': { says: 'There is no request.', fix: 'Declare an emergency or a drill first.' },
  'ceremony.already_declared': { says: 'There is already a request.', fix: 'Finish or abort it first.' },
  'ceremony.lapsed': {
    says: 'The request has lapsed, because too few people approved in time.',
    fix: 'Declare it again, and call the custodians first.',
  },
  'ceremony.not_gathering': { says: 'This request is no longer waiting for approvals.', fix: 'Look at the band above for what it is now.' },
  'ceremony.not_open': { says: 'Nothing is open.', fix: 'Declare an emergency to open something.' },
  'ceremony.already_contributed': {
    says: 'This custodian has already contributed.',
    named: '{{member}} has already contributed.',
    fix: 'Ask the next custodian.',
  },
  'ceremony.requester_may_not_approve': {
    says: 'Whoever asks may not approve as well.',
    named: '{{member}} asks, and so may not approve as well.',
    fix: 'Ask another custodian.',
  },
  'ceremony.not_a_holder': {
    says: 'This person holds no share of what is asked for.',
    named: '{{member}} holds no share of what is asked for.',
    fix: 'Ask one of the people in the list.',
  },
  'ceremony.stale_request': {
    says: 'The request changed, or the touch came too late.',
    fix: 'Read the request again and touch once more.',
  },
  'ceremony.reason_missing': { says: 'Nobody can approve without knowing why.', fix: 'Say in a sentence what happened.' },
  'ceremony.scope_empty': { says: 'Nothing was chosen to open.', fix: 'Tick at least one compartment.' },
  'ceremony.operator_unknown': { says: 'The operator is not a member who may use credentials.', fix: 'Choose an operator from the list.' },
  'ceremony.mixed_drill': { says: 'A drill opens decoys only, and an emergency opens real compartments only.', fix: 'Choose one kind.' },
  'ceremony.incident_missing': {
    says: 'There is no incident reference.',
    fix: 'Enter the ticket’s number, or the time at which it began.',
  },
  'ceremony.requester_unknown': { says: 'Whoever asks is not a member.', fix: 'Choose who asks from the list.' },
  'ceremony.unknown_compartment': { says: 'That compartment is not in this vault.', fix: 'Choose another.' },
  'ceremony.cannot_be_met': {
    says: 'The people who are left cannot meet the rule.',
    named: 'The people who are left cannot open {{compartment}}.',
    fix: 'Choose another operator or requester, or another compartment.',
  },
  'ceremony.no_quorum': { says: 'The quorum is not complete.', fix: 'Ask the next custodian.' },
  'ceremony.already_extending': { says: 'More time has already been asked for.', fix: 'Finish that request first.' },
  'window.closed': { says: 'The window is sealed.', fix: 'Declare again to open it.' },
  'window.out_of_scope': { says: 'This credential is not in what was opened.', fix: 'Declare its compartment as well.' },
  'window.unknown_field': { says: 'This credential has no such field.', fix: 'Choose it in the list again.' },

  'closing.not_rotated': { says: 'An exposed credential has not been rotated.', fix: 'Deposit its new value first.' },
  'closing.operator_may_not_classify': {
    says: 'The operator may not say what the use was.',
    named: '{{member}} was the operator, and may not say what the use was.',
    fix: 'Have someone else say it.',
  },
  'closing.nothing_to_close': { says: 'There is nothing to close.', fix: 'Go back to the board.' },
  'closing.not_retested': {
    says: 'A rotated credential has not been retested.',
    fix: 'Try the new value on the system, then say so here.',
  },
  'closing.not_classified': { says: 'Nobody has said what this use was.', fix: 'Have someone who was not the operator say it.' },
  'closing.not_an_auditor': { says: 'Only an auditor may say what the use was.', fix: 'Ask an auditor.' },
  'closing.unknown_exposure': { says: 'That exposure is not of this incident.', fix: 'Choose it in the list again.' },
} as const;
