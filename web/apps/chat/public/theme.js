// Applies the kept theme before the first paint; src/features/profile/theme.ts keeps it.
try {
  const theme = localStorage.getItem('webchat.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Without storage the system's theme is followed.
}
