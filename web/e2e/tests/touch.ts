/** What fingers do that Playwright's own touch screen does not. */
import type { Locator, Page } from '@playwright/test'

/** Longer than it takes until holding is noticed. */
const HOLD_MS = 600

/** Lays a finger on the middle of it, waits, and lifts it. */
export async function hold(page: Page, target: Locator): Promise<void> {
  await target.scrollIntoViewIfNeeded()
  const box = await target.boundingBox()
  if (!box) throw new Error('There is nothing to hold.')
  const session = await page.context().newCDPSession(page)
  const point = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [point] })
  await page.waitForTimeout(HOLD_MS)
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
}
