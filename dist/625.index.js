"use strict";
exports.id = 625;
exports.ids = [625];
exports.modules = {

/***/ 625:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   codelessTable: () => (/* binding */ codelessTable),
/* harmony export */   entryFor: () => (/* binding */ entryFor),
/* harmony export */   errorTable: () => (/* binding */ errorTable)
/* harmony export */ });
const unknownPath = 'Feishu knows no such path: set domain to feishu, lark or the base URL of your private deployment, without /open-apis.';
const errorTable = [
    { codes: [99991661], class: 'auth', idempotent: 'no', execute: 'no',
        hint: 'No token reached Feishu: check that the secret behind app_secret or access_token is set in this run; ' +
            'pull requests from forks get no secrets.' },
    { codes: [99991663, 99991664, 99991665, 99991671, 20013], class: 'auth', idempotent: 'refresh', execute: 'refresh',
        hint: 'The tenant token is invalid, expired, of the wrong type or of the other platform: give app_id and ' +
            'app_secret instead of access_token, and set domain to where the app lives (feishu or lark).' },
    { codes: [99991668, 99991677, 20005, 20006], class: 'auth', idempotent: 'no', execute: 'no',
        hint: 'The user token is invalid or expired, or this call takes none: pass a fresh access_token, or give app_id ' +
            'and app_secret instead.' },
    { codes: [4001, 20014, 99991641, 99991642, 99991643, 99991644, 99991645, 99991669, 99991670],
        class: 'auth', idempotent: 'no', execute: 'no',
        hint: 'The token or its session is no longer valid: pass a fresh access_token, or give app_id and app_secret ' +
            'instead.' },
    { codes: [10003], class: 'auth', idempotent: 'no', execute: 'no',
        hint: 'app_id or app_secret is empty or malformed: check that both are set in this run; an app_id looks like ' +
            'cli_ and 16 characters.' },
    { codes: [10014], class: 'auth', idempotent: 'no', execute: 'no',
        hint: 'The app is unknown or disabled, or its secret is wrong: check app_id and app_secret, and that domain is ' +
            'where the app lives (feishu or lark).' },
    { codes: [10015, 99991543, 20002], class: 'auth', idempotent: 'no', execute: 'no',
        hint: 'app_secret does not belong to this app_id: copy both again from the same app.' },
    { codes: [10005, 10012, 10013], class: 'auth', idempotent: 'no', execute: 'no',
        hint: 'This app cannot get a token: give app_id and app_secret of a custom app of your own tenant.' },
    { codes: [99991662, 99991673, 20009, 11207, 11210], class: 'auth', idempotent: 'no', execute: 'no',
        hint: 'The app is disabled, or not published or installed in this tenant: publish it and have a tenant admin ' +
            'enable it.' },
    { codes: [99991672], class: 'permission', idempotent: 'no', execute: 'no',
        hint: 'The app lacks a scope: add it on the app\'s permissions page, then publish a new version of the app.' },
    { codes: [99991676, 99991679, 99991674], class: 'permission', idempotent: 'no', execute: 'no',
        hint: 'The token lacks the permission: have the user authorise the app again and pass the new access_token.' },
    { codes: [99991401], class: 'permission', idempotent: 'no', execute: 'no',
        hint: 'The runner\'s IP is not on the app\'s allow-list: hosted runners have no fixed IP, so use a self-hosted ' +
            'runner whose IP is listed, or drop the list.' },
    { codes: [91403], class: 'permission', idempotent: 'no', execute: 'no',
        hint: 'The app is no collaborator of this base: open the base, choose … → More → Add document app, and give the ' +
            'app "can manage".' },
    { codes: [1254302, 1254304], class: 'permission', idempotent: 'no', execute: 'no',
        hint: 'The base has advanced permissions: open it, choose … → More → Add document app, and give the app ' +
            '"can manage".' },
    { codes: [1254303, 1254305], class: 'permission', idempotent: 'no', execute: 'no',
        hint: 'The tenant or the wiki space restricts this base: ask its admin to let the app in.' },
    { codes: [131006], class: 'permission', idempotent: 'no', execute: 'no',
        hint: 'The app cannot read this wiki page: add the app to the wiki space.' },
    { codes: [2320005], class: 'permission', idempotent: 'no', execute: 'no',
        hint: 'Have the low-code app\'s admin authorise your App ID for this flow (App management → Open API), and check ' +
            'operator.' },
    { codes: [1254000, 1254001, 1254010, 1254800], class: 'bad input', idempotent: 'no', execute: 'no',
        hint: 'Feishu rejected the request: check app_token and workflow_id; operation list-workflows shows the ids of ' +
            'a base.' },
    { codes: [1254003], class: 'bad input', idempotent: 'no', execute: 'no',
        hint: 'app_token is malformed: paste the whole link of the base or of its wiki page; the token in a /wiki/ link ' +
            'is no app_token.' },
    { codes: [1254004], class: 'bad input', idempotent: 'no', execute: 'no',
        hint: 'Feishu speaks of a wrong table id: a tbl… id is neither an app_token nor a workflow_id, so paste the ' +
            'whole link of the base as app_token.' },
    { codes: [1254301], class: 'bad input', idempotent: 'no', execute: 'no',
        hint: 'Advanced permissions are not available in this base: check with its owner, and that app_token names the ' +
            'right one.' },
    { codes: [9499, 4000, 10001, 10100, 10400, 20001, 99992402], class: 'bad input', idempotent: 'no', execute: 'no',
        hint: 'Feishu rejected a parameter: correct the input that its message or the listed fields name.' },
    { codes: [2320001, 2320006], class: 'bad input', idempotent: 'no', execute: 'no',
        hint: 'Check namespace (it ends in __c), flow_id (the flow\'s API name), operator (_id or email of a user of the ' +
            'low-code platform) and params.' },
    { codes: [99991301], class: 'bad input', idempotent: 'no', execute: 'no',
        hint: 'Feishu does not take this HTTP method here: set domain to feishu, lark or the base URL of your private ' +
            'deployment, without /open-apis.' },
    { codes: [1254040, 91402], class: 'not found', idempotent: 'no', execute: 'no',
        hint: 'No such base: paste the whole link of the base or of its wiki page as app_token, and use an app of the ' +
            'same tenant on the same platform (Feishu or Lark).' },
    { codes: [1254041], class: 'not found', idempotent: 'no', execute: 'no',
        hint: 'No such table in this base: paste the whole link of the base as app_token.' },
    { codes: [131002, 131005], class: 'not found', idempotent: 'no', execute: 'no',
        hint: 'No such wiki page: paste its whole link as app_token, and use an app of the same tenant on the same ' +
            'platform (Feishu or Lark).' },
    { codes: [2320003, 2320004], class: 'not found', idempotent: 'no', execute: 'no',
        hint: 'The low-code platform does not know this tenant or operator: take _id or email for operator from that ' +
            'platform, and use an app of the same tenant.' },
    { codes: [99991201], class: 'not found', idempotent: 'no', execute: 'no', hint: unknownPath },
    { codes: [99991400], class: 'rate limit', idempotent: 'yes', execute: 'yes',
        hint: 'Too many calls, and this one was refused before anything ran: run again later, with fewer jobs at once or ' +
            'a higher max_attempts.' },
    { codes: [1254290, 1254112], class: 'rate limit', idempotent: 'yes', execute: 'no',
        hint: 'The base is busy: let one job at a time write to it (a concurrency group does that), then run again.' },
    { codes: [99991403, 90003087, 90003088, 1254306], class: 'quota', idempotent: 'no', execute: 'no',
        hint: 'A quota of the plan or of this month is used up: running again does not help, so ask your Feishu admin.' },
    { codes: [1254036], class: 'transient', idempotent: 'yes', execute: 'no', firstWaitSeconds: 5,
        hint: 'The base is still being copied, which takes seconds to minutes: run again later, or raise max_attempts.' },
    { codes: [1254291, 1254607, 1254608], class: 'transient', idempotent: 'yes', execute: 'no',
        hint: 'The base was being changed at the same moment: let one job at a time write to it, then run again.' },
    { codes: [1255040], class: 'transient', idempotent: 'yes', execute: 'no',
        hint: 'The base timed out: run again, and if it stays so, give Feishu support the log_id.' },
    { codes: [1254002], class: 'ambiguous', idempotent: 'yes', execute: 'no',
        hint: 'Too many changes, parallel calls or a wrong parameter: check app_token and workflow_id, let one job at a ' +
            'time write to the base, then run again.' },
    { codes: [131001, 131009], class: 'transient', idempotent: 'yes', execute: 'no',
        hint: 'The wiki was busy: run again, or give the base\'s own app_token instead of the wiki link.' },
    { codes: [131007], class: 'internal', idempotent: 'no', execute: 'no',
        hint: 'The wiki failed inside, and Feishu advises against repeating: give Feishu support the log_id, or give ' +
            'the base\'s own app_token instead of the wiki link.' },
    { codes: [2200, 5000, 1500, 1663, 1668, 10101, 10500], class: 'transient', idempotent: 'yes', execute: 'key',
        hint: 'Feishu\'s servers were busy: run again later; for execute-flow, with the same idempotent_key.' },
    { codes: [1254200, 1255001, 1255002, 1255003, 1255004, 1255005],
        class: 'internal', idempotent: 'twice', execute: 'no',
        hint: 'Feishu failed inside: run again later, and if it stays so, give Feishu support the log_id.' },
    { codes: [1255006, 1254606], class: 'conflict', idempotent: 'no', execute: 'no',
        hint: 'Two requests collided and nothing was changed: run again.' },
    { codes: [2320002], class: 'internal', idempotent: 'no', execute: 'key',
        hint: 'The low-code platform failed inside: give Feishu support the log_id, and run again only with the same ' +
            'idempotent_key.' },
];
const codelessTable = {
    'unknown path': { class: 'not found', idempotent: 'no', execute: 'no', hint: unknownPath },
    'http 5xx': { class: 'transient', idempotent: 'yes', execute: 'key',
        hint: 'Feishu or a proxy before it failed: run again later; for execute-flow, with the same idempotent_key, ' +
            'since the flow may be running.' },
    'not sent': { class: 'network', idempotent: 'yes', execute: 'yes',
        hint: 'Nothing was sent: check domain, the runner\'s firewall, HTTPS_PROXY with its credentials, and for a ' +
            'certificate NODE_EXTRA_CA_CERTS.' },
    'outcome unknown': { class: 'network', idempotent: 'yes', execute: 'key',
        hint: 'The request went out and no whole answer came back: run again, for execute-flow with the same idempotent_key, ' +
            'or raise timeout_seconds.' },
    'anything else': { class: 'unknown', idempotent: 'no', execute: 'no',
        hint: 'Look the code up in Feishu\'s documentation or give Feishu support the log_id; if there is no code, check ' +
            'domain and any proxy in between.' },
};
function entryFor(code) {
    return errorTable.find((entry) => entry.codes.includes(code));
}


/***/ })

};
;