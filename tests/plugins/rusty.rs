// A plugin in Rust, without any crate: the tables of plugin.h as #[repr(C)]
// structs, of which only the fields that are called have a signature here.
// Labels a theme whose evidence is accepted; attribute `pieces` counts it.
#![allow(non_upper_case_globals)]

use std::ffi::{c_char, c_int, c_void, CStr};
use std::ptr;

type Status = c_int;
const OK: Status = 0;
const ENOMEM: Status = 1;
const EPLUGIN: Status = 6;
const STATE_ACCEPTED: u32 = 1;
const CLASSIFIER_INDEPENDENT: u32 = 2;
const CLASSIFIER: &[u8] = b"leitmotiv.classifier/1\0";

type Unused = Option<unsafe extern "C" fn()>;
type Handle = *mut c_void;

#[repr(C)]
pub struct Host {
    size: u32,
    abi: u32,
    service: unsafe extern "C" fn(*const Host, *const c_char) -> *const c_void,
}

#[repr(C)]
struct EvidenceApi {
    size: u32,
    wanted: Unused,
    count: unsafe extern "C" fn(Handle) -> u32,
    theme: unsafe extern "C" fn(Handle, u32) -> u32,
    signal: Unused,
    signal_id: Unused,
    sentence: Unused,
    state: unsafe extern "C" fn(Handle, u32) -> u32,
}

#[repr(C)]
struct LabelsApi {
    size: u32,
    add: unsafe extern "C" fn(Handle, u32, i64, *mut u32) -> Status,
    add_evidence: unsafe extern "C" fn(Handle, u32, u32) -> Status,
    add_span: Unused,
    add_attribute:
        unsafe extern "C" fn(Handle, u32, *const c_char, *const c_char) -> Status,
}

#[repr(C)]
pub struct Classifier {
    size: u32,
    flags: u32,
    add_theme: unsafe extern "C" fn(Handle, Handle, Handle) -> Status,
    ready: Unused,
    new_scratch: Unused,
    free_scratch: Unused,
    classify: unsafe extern "C" fn(
        Handle, Handle, Handle, Handle, Handle, Handle) -> Status,
}

#[repr(C)]
pub struct Desc {
    abi: u32,
    size: u32,
    name: *const c_char,
    version: *const c_char,
    license: *const c_char,
    summary: *const c_char,
    open: unsafe extern "C" fn(*const Host, *mut Handle, Handle) -> Status,
    close: unsafe extern "C" fn(Handle),
    capability: unsafe extern "C" fn(Handle, *const c_char) -> *const c_void,
}

// Its pointers lead to constants.
unsafe impl Sync for Desc {}

struct Plugin {
    evidence: *const EvidenceApi,
    labels: *const LabelsApi,
}

unsafe extern "C" fn open(
    host: *const Host, this: *mut Handle, _err: Handle) -> Status {
    let service = |id: &'static [u8]| ((*host).service)(host, id.as_ptr().cast());
    let plugin = Plugin {
        evidence: service(b"leitmotiv.evidence/1\0").cast(),
        labels: service(b"leitmotiv.labels/1\0").cast(),
    };
    if plugin.evidence.is_null() || plugin.labels.is_null() {
        return EPLUGIN;
    }
    *this = Box::into_raw(Box::new(plugin)).cast();
    OK
}

unsafe extern "C" fn close(this: Handle) {
    drop(Box::from_raw(this.cast::<Plugin>()));
}

unsafe extern "C" fn add_theme(_: Handle, _: Handle, _: Handle) -> Status {
    OK
}

unsafe extern "C" fn classify(
    this: Handle, _scratch: Handle, _document: Handle, evidence: Handle,
    labels: Handle, _err: Handle) -> Status {
    let plugin = &*this.cast::<Plugin>();
    let api = &*plugin.evidence;
    let accepted: Vec<u32> = (0..(api.count)(evidence))
        .filter(|&i| (api.state)(evidence, i) == STATE_ACCEPTED)
        .collect();
    let Some(&first) = accepted.first() else { return OK };
    let theme = (api.theme)(evidence, first);
    let mut label = 0;
    let mut status =
        ((*plugin.labels).add)(labels, theme, 1500, &mut label);
    for i in &accepted {
        if status == OK {
            status = ((*plugin.labels).add_evidence)(labels, label, *i);
        }
    }
    let Ok(pieces) = std::ffi::CString::new(accepted.len().to_string()) else {
        return ENOMEM;
    };
    if status == OK {
        status = ((*plugin.labels).add_attribute)(
            labels, label, b"pieces\0".as_ptr().cast(), pieces.as_ptr());
    }
    status
}

static TABLE: Classifier = Classifier {
    size: std::mem::size_of::<Classifier>() as u32,
    flags: CLASSIFIER_INDEPENDENT,
    add_theme,
    ready: None,
    new_scratch: None,
    free_scratch: None,
    classify,
};

unsafe extern "C" fn capability(_: Handle, id: *const c_char) -> *const c_void {
    if CStr::from_ptr(id).to_bytes_with_nul() == CLASSIFIER {
        return ptr::addr_of!(TABLE).cast();
    }
    ptr::null()
}

#[no_mangle]
pub static lmv_plugin: Desc = Desc {
    abi: 1,
    size: std::mem::size_of::<Desc>() as u32,
    name: b"rusty\0".as_ptr().cast(),
    version: b"1.0.0\0".as_ptr().cast(),
    license: b"0BSD\0".as_ptr().cast(),
    summary: b"a plugin in Rust\0".as_ptr().cast(),
    open,
    close,
    capability,
};
