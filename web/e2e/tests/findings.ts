/** What stands in somebody's way on a page, as axe finds it. */
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** The serious ones, each with where it is. */
export async function seriousFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  return serious.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.target.join(' ')).join(', ')}`)
}
