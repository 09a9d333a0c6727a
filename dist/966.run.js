"use strict";
exports.id = 966;
exports.ids = [966];
exports.modules = {

/***/ 966:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  mappingToJson: () => (/* binding */ mappingToJson)
});

// EXTERNAL MODULE: external "./yaml.js"
var external_yaml_js_ = __webpack_require__(423);
// EXTERNAL MODULE: ./lib/inputs/json-text.js
var json_text = __webpack_require__(87);
;// CONCATENATED MODULE: ./lib/inputs/pasted-json.js


const [documentMark, flowErrorMark, scalarMark] = ['\x02', '\x18', '\x1f'];
function parseYaml(text, deepest) {
    const joined = new Map();
    let source = text;
    for (;;) {
        const document = (0,external_yaml_js_.parseDocument)(source, { schema: 'failsafe', prettyErrors: false });
        const [problem] = document.errors;
        const values = problem ? pastedValues(source, deepest) : [];
        if (!problem || values.length === 0)
            return { document, joined };
        for (const { offset } of values)
            joined.set(offset, problem);
        source = join(source, values);
    }
}
function pastedValues(text, deepest) {
    const values = [];
    let end = 0;
    let offset = 0;
    let depth = 0;
    let isScalar = false;
    let charactersLeft = 20 * text.length;
    for (const token of new external_yaml_js_.Lexer().lex(text)) {
        if (!isScalar && (token === documentMark || token === flowErrorMark || token === scalarMark)) {
            isScalar = token === scalarMark;
            if (token === flowErrorMark)
                depth = 0;
            continue;
        }
        if (!isScalar && (token === ']' || token === '}'))
            depth -= 1;
        if (!isScalar && (token === '[' || token === '{')) {
            depth += 1;
            if (offset >= end && depth <= deepest && charactersLeft > 0) {
                const { json, characters } = jsonAt(text, offset);
                charactersLeft -= characters;
                if (json.includes('\n'))
                    values.push({ offset, json });
                end = offset + json.length;
            }
        }
        isScalar = false;
        offset += token.length;
    }
    return values;
}
function jsonAt(text, offset) {
    const rest = text.slice(offset);
    const characters = (0,json_text/* jsonErrorOffset */.O)(rest);
    const json = rest.slice(0, characters).trimEnd();
    try {
        JSON.parse(json);
        return { json, characters };
    }
    catch {
        return { json: '', characters };
    }
}
function join(text, values) {
    let joined = '';
    for (const { offset, json } of values)
        joined += text.slice(joined.length, offset) + json.replace(/[\r\n]/g, ' ');
    return joined + text.slice(joined.length);
}

// EXTERNAL MODULE: ./lib/text.js
var lib_text = __webpack_require__(804);
;// CONCATENATED MODULE: ./lib/inputs/misreading.js

const shortLine = 60;
const fullWidthColon = /^[^\s：:]+[ \u3000]?：/;
const fullWidthBracket = /^[｛［]/;
const colonWithoutSpace = /^(?:(?!\d+:)[^\s:：/\\@"']+:[^ \t\r\n:/\\]|("[^"]*"|'[^']*'):\S)/;
const listItem = /^(?:[-*+•－–—]|\d+[.)])\s/;
const dashWithoutSpace = /^-[^\s\d.-]/;
const blank = /[^\S \t\r\n]/;
function entryProblem(line) {
    const entry = line.replace(/^(?:[ \t]|-[ \t])+/, '');
    if (startsBlank(entry))
        return 'blank';
    if (fullWidthBracket.test(entry))
        return 'fullWidthBracket';
    if (fullWidthColon.test(entry))
        return 'fullWidthColon';
    if (colonWithoutSpace.test(entry))
        return 'colonWithoutSpace';
    return dashWithoutSpace.test(entry) ? 'dashWithoutSpace' : undefined;
}
function startsBlank(text) {
    const [first = ''] = text;
    return blank.test(first) || (0,lib_text/* hasInvisible */.wy)(first);
}
function misreadKey(key) {
    const name = String(key.value);
    if (name === '')
        return 'notAnEntry';
    if (fullWidthBracket.test(name))
        return 'fullWidthBracket';
    return startsBlank(name) || blank.test(name.slice(-1)) ? 'blank' : undefined;
}
function misreadValue(text, start, end) {
    const line = lineStart(text, start);
    const isBelow = text.slice(line, start).trim() === '';
    let offset = isBelow ? lineStart(text, line - 1) : line;
    let above = '';
    for (const [index, line] of text.slice(offset, end).split('\n').entries()) {
        const entry = line.replace(/^[ \t]+/, '');
        const at = offset + line.length - entry.length;
        const [word = ''] = entry.split(/\s/, 1);
        if (index > 0 && above.trimEnd().length + word.length < shortLine) {
            const problem = entryProblem(entry);
            if (at === start && problem)
                return { kind: problem, offset: at };
            if (at > start && (problem || listItem.test(entry)))
                return { kind: 'foldedEntry', offset: at };
        }
        offset += line.length + 1;
        above = line;
    }
    return undefined;
}
function lineStart(text, offset) {
    return text.lastIndexOf('\n', offset - 1) + 1;
}

;// CONCATENATED MODULE: ./lib/inputs/yaml-error.js

function errorOf({ code, pos: [offset] }, text) {
    if (code === 'MULTIPLE_DOCS')
        return invalid('multipleDocuments', offset);
    if (code === 'RESOURCE_EXHAUSTION')
        return invalid('tooDeep', offset);
    const kind = kindOfText(text);
    if (kind)
        return invalid(kind, offset);
    if (code === 'BLOCK_AS_IMPLICIT_KEY')
        return mappingInValue(offset, text);
    const line = lineAt(text, offset);
    const problem = entryProblem(line);
    if (problem)
        return invalid(problem, offset);
    const isWholeLine = code === 'MISSING_CHAR' && text.startsWith(line.trimStart(), offset);
    return isWholeLine ? invalid('notAnEntry', offset) : { error: { kind: 'syntax', code }, offset };
}
function notAMapping(offset, text) {
    return invalid(kindOfText(text) ?? entryProblem(lineAt(text, offset)) ?? 'notAMapping', offset);
}
function mappingInValue(offset, text) {
    const [rest = '', next] = text.slice(offset).split('\n', 2);
    if (/:(\s|$)/.test(rest))
        return invalid(text.trim().includes('\n') ? 'twoColons' : 'oneLine', offset);
    if (next === undefined)
        return { error: { kind: 'syntax', code: 'UNEXPECTED_TOKEN' }, offset };
    return invalid('foldedEntry', offset + rest.length + 1 + next.search(/\S|$/));
}
function invalid(kind, offset) {
    return { error: { kind }, offset };
}
function lineAt(text, offset) {
    const [line = ''] = text.slice(text.lastIndexOf('\n', offset - 1) + 1).split('\n', 1);
    return line;
}
function kindOfText(text) {
    const start = text.trimStart();
    if (/^["']\s*[{[]/.test(start))
        return 'quotedJson';
    if (/^\/[/*]/.test(start))
        return 'commentedJson';
    if (/^(Object|Array)\s*$/.test(start))
        return 'objectAsText';
    return /^null\s*$/.test(start) ? 'nothing' : undefined;
}

// EXTERNAL MODULE: ./lib/inputs/doubt.js
var inputs_doubt = __webpack_require__(371);
;// CONCATENATED MODULE: ./lib/inputs/yaml-json.js



const jsonNumber = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
const mostNodes = 100_000;
const commentBehind = /[ \t]*#(\S?)/y;
const commentAbove = /[ \t]*:[ \t]+#(\S?)/y;
const emptyBlock = /^[|>][+-]?\s*$/;
function writeJson(document, text, deepest) {
    const misreadings = [];
    const doubts = [];
    const collections = new Set();
    const anchors = new Map();
    const aliases = new Set();
    let nodesLeft = mostNodes;
    const json = write(document.contents, 1, true);
    for (const [name, offset] of anchors)
        if (!aliases.has(name))
            report('unusedAnchor', offset);
    return { json, misreadings, doubts, collections };
    function report(kind, offset) {
        misreadings.push({ kind, offset });
    }
    function write(node, depth, inBlock) {
        nodesLeft -= 1;
        if (nodesLeft < 0 || depth > deepest + 1) {
            report(depth > deepest ? 'tooDeep' : 'tooLarge', offsetOf(node));
            return 'null';
        }
        if ((0,external_yaml_js_.isAlias)(node)) {
            aliases.add(node.source);
            const target = node.resolve(document);
            if (!target)
                report('undefinedAlias', offsetOf(node));
            return write(target, depth + 1, inBlock);
        }
        if (((0,external_yaml_js_.isScalar)(node) || (0,external_yaml_js_.isCollection)(node)) && node.tag !== undefined)
            report('tag', offsetOf(node));
        if ((0,external_yaml_js_.isScalar)(node))
            return writeScalar(node, inBlock);
        if (!(0,external_yaml_js_.isCollection)(node))
            return 'null';
        collections.add(offsetOf(node));
        if (node.flow)
            doubtComment(rangeOf(node)[1]);
        const itemsInBlock = !node.flow;
        if (!(0,external_yaml_js_.isMap)(node))
            return `[${node.items.map((item) => write(item, depth + 1, itemsInBlock)).join(',')}]`;
        return `{${node.items.map((pair) => writePair(pair, depth, itemsInBlock)).join(',')}}`;
    }
    function writePair({ key, value }, depth, inBlock) {
        if ((0,external_yaml_js_.isScalar)(key))
            checkKey(key);
        else
            report('keyNotText', offsetOf(key));
        if (value === null)
            report('keyAlone', offsetOf(key));
        if (inBlock && (0,external_yaml_js_.isScalar)(value) && value.type === 'PLAIN' && value.value !== '')
            checkComment(commentAbove, rangeOf(key)[1]);
        return `${(0,external_yaml_js_.isScalar)(key) ? JSON.stringify(String(key.value)) : '""'}:${write(value, depth + 1, inBlock)}`;
    }
    function checkKey(key) {
        if (key.tag !== undefined)
            report('tag', offsetOf(key));
        if (key.type !== 'PLAIN')
            return;
        if (key.value === '<<')
            report('mergeKey', offsetOf(key));
        const problem = misreadKey(key);
        if (problem)
            report(problem, offsetOf(key));
    }
    function writeScalar(scalar, inBlock) {
        const value = String(scalar.value);
        const [start, end] = rangeOf(scalar);
        if (scalar.anchor !== undefined)
            anchors.set(scalar.anchor, start);
        const doubt = (0,inputs_doubt/* doubtOf */.kv)(value);
        if (doubt)
            doubts.push({ kind: doubt, offset: start });
        if (scalar.type !== 'PLAIN') {
            if (scalar.type?.startsWith('QUOTE'))
                doubtComment(end);
            else if (value === '' && !emptyBlock.test(text.slice(start, end)))
                report('emptyBlock', start);
            return JSON.stringify(value);
        }
        const comma = inBlock ? -1 : value.indexOf('，');
        if (comma >= 0)
            doubts.push({ kind: 'fullWidthComma', offset: start + comma });
        checkComment(commentBehind, end);
        const misreading = inBlock ? misreadValue(text, start, end) : undefined;
        if (misreading)
            misreadings.push(misreading);
        return plainToJson(value);
    }
    function checkComment(pattern, offset) {
        const { at, isData } = commentAt(pattern, text, offset);
        if (isData)
            report('hash', at);
        else if (at >= 0)
            doubts.push({ kind: 'comment', offset: at });
    }
    function doubtComment(offset) {
        const { at, isData } = commentAt(commentBehind, text, offset);
        if (isData)
            doubts.push({ kind: 'comment', offset: at });
    }
}
function commentAt(pattern, text, offset) {
    pattern.lastIndex = offset;
    const [all = '', data = ''] = pattern.exec(text) ?? [];
    return { at: all === '' ? -1 : offset + all.indexOf('#'), isData: data !== '' };
}
function offsetOf(node) {
    return rangeOf(node)[0];
}
function rangeOf(node) {
    return ((0,external_yaml_js_.isNode)(node) && node.range) || [0, 0];
}
function plainToJson(text) {
    if (/^(|~|null|Null|NULL)$/.test(text))
        return 'null';
    if (/^(true|True|TRUE|false|False|FALSE)$/.test(text))
        return text.toLowerCase();
    const integer = /^-?\d+$/.test(text) && String(BigInt(text)) === text;
    return integer || (jsonNumber.test(text) && String(Number(text)) === text) ? text : JSON.stringify(text);
}

;// CONCATENATED MODULE: ./lib/inputs/yaml.js




function mappingToJson(text, deepest) {
    const { document, joined } = parseYaml(text, deepest);
    const [problem] = document.errors;
    if (problem)
        return errorOf(problem, text);
    const root = document.contents;
    if (!(0,external_yaml_js_.isMap)(root))
        return notAMapping(root?.range?.[0] ?? 0, text);
    const { json, misreadings, doubts, collections } = writeJson(document, text, deepest);
    const [torn] = [...joined].filter(([offset]) => !collections.has(offset));
    if (torn)
        return errorOf(torn[1], text);
    const [misreading] = misreadings;
    if (misreading)
        return { error: { kind: misreading.kind }, offset: misreading.offset };
    const [warning] = document.warnings;
    return warning ? errorOf(warning, text) : { json, doubts };
}


/***/ })

};
;