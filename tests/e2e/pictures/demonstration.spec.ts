import { demoPeople, open, signInAs, test } from '../support/demoSite.ts';
import { takePicture } from '../support/picture.ts';

const plain = [
  ['board', demoPeople.chief, '/board'],
  ['batches', demoPeople.chief, '/batches'],
  ['candidates', demoPeople.registrar, '/candidates'],
  ['arrangement', demoPeople.registrar, '/arrangement'],
  ['theory', demoPeople.markEntry, '/theory'],
  ['practical-matrix', demoPeople.chief, '/practical'],
  ['results', demoPeople.chief, '/results'],
  ['reports', demoPeople.chief, '/reports'],
  ['ledger', demoPeople.chief, '/ledger'],
  ['system', demoPeople.chief, '/system'],
  ['checkin', demoPeople.invigilator, '/checkin'],
  ['practical-sheet', demoPeople.examiner, '/practical'],
] as const;

for (const [name, person, path] of plain) {
  test(name, async ({ page }) => {
    await signInAs(page, person);
    await open(page, path);
    await page.waitForLoadState('networkidle');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await takePicture(page, name);
  });
}
test('sign-in', async ({ page }) => takePicture(page, 'sign-in'));
