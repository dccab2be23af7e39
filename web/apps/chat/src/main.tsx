/**
 * The messenger: screens made of `design/`, one folder per feature, put together by `app/`. Features never import each
 * other; what they share is in `design/`, `words/` and `browser/`.
 *
 * It must not know: frames, or how a message is stored and sent. It sees the snapshots and actions of @webchat/client.
 */
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
