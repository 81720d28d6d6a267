import type { Site } from '../site.ts';

export async function fillDemo(_site: Site): Promise<void> {}
