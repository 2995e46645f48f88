/** Everything that the audit log tells of; each has its sentence under `audit.${action}`. */
export const auditActions = [
  'event-created',
  'event-changed',
  'person-added',
  'person-changed',
  'person-approved',
  'person-turned-down',
  'person-cancelled',
  'list-exported',
  'colleague-invited',
  'invitation-repeated',
  'role-granted',
  'role-changed',
  'role-taken',
  'organizer-removed',
] as const

export type AuditAction = (typeof auditActions)[number]
