import fc from 'fast-check'

/** What a runner, a terminal, a Markdown reader or a parser of files takes for its own. */
export const markup: readonly string[] = [
  ...`::error::owned, ::set-env name=X::y, ::stop-commands::t, ::add-mask::a, ::set-output name=code::0, ##[error]owned
  ##[set-env name=X;]y, ##[add-mask]a, ##, ##[, ::, %0A::error::x, %0D, %25, <script>alert(1)</script>, <img src=x>, <b>
  </pre>, </code>, <!--, -->, &lt;, &#60;, <https://evil.example>, \\|, | a | b |, | --- |, [x](https://evil.example)
  ![x](https://evil.example/y), ***, ~~, __, # x, - [ ] x, $x$, https://evil.example, www.evil.example, a@evil.example
  mailto:a@evil.example, @octocat, #1, :smile:, GITHUB_ENV<<EOF, EOF, ghadelimiter_, code=0, name<<x, 成功, 🎉`.split(
    /, |\n */,
  ),
  ...'#:[]`|\\…ab \t\n\r\u0085\u2028\u2029\u000b\f\0\u202e\u200b\ufeff\u00a0\u3000',
  ...['``', '```\n', '\r\n', '\u001b[31m', '\ud800', '\udc00'],
]

/**
 * Any text, or one that is put together from pieces which mean something to its reader.
 * @param most how many pieces at the most
 */
export function textOf(pieces: readonly string[], most: number): fc.Arbitrary<string> {
  const composed = fc.array(fc.constantFrom(...pieces), { maxLength: most }).map((parts) => parts.join(''))
  return fc.oneof({ weight: 1, arbitrary: fc.string({ unit: 'binary' }) }, { weight: 3, arbitrary: composed })
}
