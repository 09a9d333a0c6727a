import { spawnSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { marked } from 'marked'
import { type Browser, chromium } from 'playwright-core'
import { demoFeishu, inLanguage, secrets, vars } from '../sandbox/demo/scenes.ts'
import { ROOT } from '../sandbox/runner/action.ts'
import { runMainAndPost, runStep, type StepOptions } from '../sandbox/runner/step.ts'
import { startServer } from '../sandbox/server.ts'

// The pictures of the READMEs, from real runs of the bundle against the sandbox: `npm run screenshots`. It needs
// what Debian's `apt-get install chromium pngquant fonts-noto` installs; CHROMIUM can name another Chromium.

const images = join(ROOT, 'docs', 'images')
const styles = createRequire(import.meta.url)
const themes = { light: { page: '#ffffff', border: '#d1d9e0' }, dark: { page: '#0d1117', border: '#3d444d' } }
const suffixes = { en: '', 'zh-CN': '.zh-CN' }

/** The job summaries to picture, as GitHub Flavored Markdown. */
async function summaries(language: keyof typeof suffixes): Promise<Record<string, string>> {
  const feishu = demoFeishu(inLanguage(language))
  const server = await startServer(feishu)
  const credentials = { app_id: vars.FEISHU_APP_ID, app_secret: secrets.FEISHU_APP_SECRET }
  const step = (inputs: Record<string, string>): StepOptions => ({
    inputs: { ...credentials, domain: server.url, language, ...inputs },
  })
  const pause = await runMainAndPost({
    ...step({ app_token: 'https://your-company.feishu.cn/base/appbcbWCzen6D8dezh' }),
    action: 'pause',
  })
  const update = await runStep(
    step({
      operation: 'update-workflow',
      app_token: 'https://your-company.feishu.cn/base/Kb3nQ7xZ2mVfLpR8tYcW5sDgJ4h',
      workflow_id: 'wkfMn4bVx9LkJh2g',
      status: 'Disable',
    }),
  )
  const message = await runStep({
    ...step({ to: 'oc_5ad11d72b830411d72b836c20', text: 'web 1.10', idempotent_key: 'deploy-1658821493' }),
    action: 'message',
  })
  await server.stop()
  return {
    pause: `${pause.main.summary}\n${pause.post.summary}`,
    'failed-update': update.summary,
    message: message.summary,
  }
}

/** Renders Markdown as GitHub shows a job summary. */
async function shoot(browser: Browser, markdown: string, theme: keyof typeof themes, file: string): Promise<void> {
  const css = readFileSync(styles.resolve(`github-markdown-css/github-markdown-${theme}.css`), 'utf8')
  const { page: background, border } = themes[theme]
  const page = await browser.newPage({ viewport: { width: 800, height: 600 }, deviceScaleFactor: 1.25 })
  // The language decides which forms of the Chinese characters are drawn.
  await page.setContent(`<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>${css}
    body { margin: 0; background: ${background} }
    article { padding: 16px 24px 6px; border: 1px solid ${border}; border-radius: 6px }
    h3 ~ h3 ~ p:has(sub), p:has(sub):has(~ h3) { display: none }
    </style><article class="markdown-body">${await marked.parse(markdown)}</article>`)
  await page.locator('article').screenshot({ path: join(images, file) })
  await page.close()
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox'],
})
for (const language of ['en', 'zh-CN'] as const) {
  for (const [name, markdown] of Object.entries(await summaries(language))) {
    for (const theme of ['light', 'dark'] as const) {
      await shoot(browser, markdown, theme, `${name}-${theme}${suffixes[language]}.png`)
    }
  }
}
await browser.close()
// Chromium's own files are three times as large.
const pictures = globSync(join(images, '*.png'))
const { status } = spawnSync('pngquant', ['--force', '--ext', '.png', '--strip', '--nofs', '32', ...pictures], {
  stdio: 'inherit',
})
if (status !== 0) throw new Error('pngquant failed, or is not installed')
