import { isKnownZone } from '../csat/period.ts';
import type { House } from './house.ts';

/** The IANA zone that the person's Slack is in; null: Slack does not tell, or it is none that this machine knows. */
export async function zoneOfPerson(userId: string, { directory }: Pick<House, 'directory'>): Promise<string | null> {
  const person = await directory.person(userId);
  const zone = person === 'scope missing' ? null : person.zone;
  return zone !== null && isKnownZone(zone) ? zone : null;
}
