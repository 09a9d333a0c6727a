import { expect, test } from '@jest/globals'
import { markEager } from '../tools/eager.ts'

const script = `(() => {
  "use strict";
  const now = () => 1;
  const later = async (ms) => { await ms };
  start(now(), [2].map((each) => each + 1));
  function start(...args) { { function inner() {} inner() } return args }
  async function unused({ a = 1 } = {}) { return [a].map(function () { return a }) }
  class Thing { act() { return () => 3 } }
})()`

test('the functions that a step runs stand in parentheses, and before what runs them', async () => {
  expect(await markEager(script, new Set(['start', 'later', 'act', 'inner']))).toBe(
    '(()=>{"use strict";var start=(function start(...args){{function inner(){}inner()}return args});' +
      'const now=()=>1;const later=(async ms=>{await ms});start(now(),[2].map((each=>each+1)));' +
      'async function unused({a=1}={}){return[a].map((function(){return a}))}class Thing{act(){return(()=>3)}}})();',
  )
})

test('a script whose functions nobody names keeps its functions', async () => {
  const marked = await markEager('"use strict";function f(){return g()}function g(){return 1}', new Set())
  expect(marked).toBe('"use strict";function f(){return g()}function g(){return 1}')
})
