// A plugin in Rust: the standard decision, with an attribute.  Structs are
// those of leitmotiv/plugin.h, up to the last field that is used here.
use std::ffi::{c_char, c_int, c_void, CStr};

type Status = c_int;
const OK: Status = 0;
const ACCEPTED: u32 = 1;

const fn c(text: &'static [u8]) -> *const c_char {
    text.as_ptr() as *const c_char
}

#[repr(C)]
pub struct Descriptor {
    abi: u32,
    size: u32,
    name: *const c_char,
    version: *const c_char,
    license: *const c_char,
    summary: *const c_char,
    open: extern "C" fn(*const Host, *mut *mut c_void, *mut c_void) -> Status,
    close: extern "C" fn(*mut c_void),
    capability: extern "C" fn(*mut c_void, *const c_char) -> *const c_void,
}
unsafe impl Sync for Descriptor {}

#[repr(C)]
pub struct Host {
    size: u32,
    abi: u32,
    service: extern "C" fn(*const Host, *const c_char) -> *const c_void,
}

#[repr(C)]
struct Classifier {
    size: u32,
    flags: u32,
    add_theme: extern "C" fn(*mut c_void, *const c_void, *mut c_void) -> Status,
    ready: *const c_void,
    new_scratch: *const c_void,
    free_scratch: *const c_void,
    classify: extern "C" fn(
        *mut c_void, *mut c_void, *const c_void, *mut c_void, *mut c_void,
        *mut c_void) -> Status,
}
unsafe impl Sync for Classifier {}

type Get = extern "C" fn(*const c_void, u32) -> u32;

#[repr(C)]
struct Evidence {
    size: u32,
    wanted: extern "C" fn(*const c_void, u32) -> c_int,
    count: extern "C" fn(*const c_void) -> u32,
    theme: Get,
    signal: Get,
    signal_id: *const c_void,
    sentence: Get,
    state: Get,
    weight: *const c_void,
    hull: *const c_void,
    span_count: *const c_void,
    span: *const c_void,
    guard_count: *const c_void,
    guard: *const c_void,
    in_guard: *const c_void,
    blocked_by: *const c_void,
    group_count: *const c_void,
    group_name: *const c_void,
    group_span: *const c_void,
    score: extern "C" fn(*mut c_void, u32, *mut i64, *mut c_int) -> Status,
}

#[repr(C)]
struct Labels {
    size: u32,
    add: extern "C" fn(*mut c_void, u32, i64, *mut u32) -> Status,
    add_evidence: extern "C" fn(*mut c_void, u32, u32) -> Status,
    add_span: *const c_void,
    add_attribute: extern "C" fn(
        *mut c_void, u32, *const c_char, *const c_char) -> Status,
}

struct Shout {
    evidence: *const Evidence,
    labels: *const Labels,
}

extern "C" fn open(
    host: *const Host, own: *mut *mut c_void, _: *mut c_void) -> Status {
    let service = |id| unsafe { ((*host).service)(host, id) };
    let shout = Box::new(Shout {
        evidence: service(c(b"leitmotiv.evidence/1\0")) as *const Evidence,
        labels: service(c(b"leitmotiv.labels/1\0")) as *const Labels,
    });
    unsafe { *own = Box::into_raw(shout) as *mut c_void };
    OK
}

extern "C" fn close(own: *mut c_void) {
    drop(unsafe { Box::from_raw(own as *mut Shout) });
}

extern "C" fn add_theme(
    _: *mut c_void, _: *const c_void, _: *mut c_void) -> Status {
    OK
}

extern "C" fn classify(
    own: *mut c_void, _: *mut c_void, _: *const c_void, found: *mut c_void,
    out: *mut c_void, _: *mut c_void) -> Status {
    let shout = unsafe { &*(own as *const Shout) };
    let (evidence, labels) = unsafe { (&*shout.evidence, &*shout.labels) };
    let (mut score, mut assigned, mut label) = (0i64, 0, 0u32);

    if (evidence.score)(found, 0, &mut score, &mut assigned) != OK
        || assigned == 0 {
        return OK;
    }
    (labels.add)(out, 0, score, &mut label);
    (labels.add_attribute)(
        out, label, c(b"language\0"), c(b"rust\0"));
    for i in 0..(evidence.count)(found) {
        if (evidence.state)(found, i) == ACCEPTED {
            (labels.add_evidence)(out, label, i);
        }
    }
    OK
}

static CLASSIFIER: Classifier = Classifier {
    size: std::mem::size_of::<Classifier>() as u32,
    flags: 0,
    add_theme,
    ready: std::ptr::null(),
    new_scratch: std::ptr::null(),
    free_scratch: std::ptr::null(),
    classify,
};

extern "C" fn capability(_: *mut c_void, id: *const c_char) -> *const c_void {
    if unsafe { CStr::from_ptr(id) }.to_bytes()
        == b"leitmotiv.classifier/1" {
        return &CLASSIFIER as *const Classifier as *const c_void;
    }
    std::ptr::null()
}

#[no_mangle]
#[allow(non_upper_case_globals)]
pub static lmv_plugin: Descriptor = Descriptor {
    abi: 1,
    size: std::mem::size_of::<Descriptor>() as u32,
    name: c(b"shout\0"),
    version: c(b"0.1.0\0"),
    license: c(b"0BSD\0"),
    summary: c(b"a plugin in Rust\0"),
    open,
    close,
    capability,
};
