/** Plays scenes and takes the pictures that stand in the documents: `make pictures`. */
import { defineConfig } from '@playwright/test'
import tests from './playwright.config'

export default defineConfig({ ...tests, testDir: './pictures', workers: 1 })
