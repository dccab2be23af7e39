/** Starts the messenger. */
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app'
import { followViewport } from './browser'
import { applyKeptTheme } from './features/profile'
import './index.css'

const root = document.getElementById('root')
if (!root) throw new Error('The page has no #root.')

applyKeptTheme()
followViewport()
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
