/**
 * Keeps the page as tall as what is visible above an on-screen keyboard. Some browsers lay the keyboard over the
 * page instead of shrinking it.
 */
export function followViewport(): void {
  const viewport = window.visualViewport
  if (!viewport) return
  const apply = () => {
    // Zoomed in by pinching, the visible part is smaller too, and the page must stay as it is.
    if (viewport.scale > 1.01) return
    document.documentElement.style.setProperty('--viewport-height', `${viewport.height}px`)
    window.scrollTo(0, 0)
  }
  viewport.addEventListener('resize', apply)
}
