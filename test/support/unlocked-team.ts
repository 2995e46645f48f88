/** Changes of the team that do not wait for one another. Put in place by `without-team-lock.ts`. */
export async function lockTeam(): Promise<void> {}
