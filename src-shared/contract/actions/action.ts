import { z } from 'zod';
import { lengths } from '../../domain/limits.ts';

export { catalogueLine as action } from '../catalogueLine.ts';

export const password = z.string().min(1).max(lengths.password);
export const typedPassword = z.string().max(lengths.password);
export const typedLoginName = z.string().max(lengths.short);
/** An upload the core holds in memory until it is used or 30 minutes are over. */
export const uploadId = z.string().regex(/^[0-9a-f]{32}$/);
export const deskAt = z.iso.datetime({ offset: true });
