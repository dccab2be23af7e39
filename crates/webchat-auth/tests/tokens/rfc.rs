//! The examples of the standards. All but one are long over: that this is what is said of them shows that their signatures
//! hold, since claims are read after that.

use serde_json::json;
use webchat_auth::{KeySource, TokenError};

use crate::desk::Desk;
use crate::signing::{Signer, decode, set};

const CLAIMS: &str =
    "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";

#[tokio::test]
async fn rfc_7515_appendix_a_1_hs256() {
    let secret =
        decode("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow");
    let desk = Desk::try_new(KeySource::SecretFile, secret).unwrap();
    let signed = format!("eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.{CLAIMS}");
    let token = format!("{signed}.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
    assert_eq!(desk.refusal(&token).await, TokenError::Expired);
    assert_eq!(desk.refusal(&token.replace("EjXk", "EjXg")).await, TokenError::Signature);
}

#[tokio::test]
async fn rfc_7515_appendix_a_2_rs256() {
    let desk = Desk::try_new(KeySource::JwksFile, set(&[Signer::rsa().jwk("a2")])).unwrap();
    let signature = "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds\
        9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn\
        6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_\
        IoypGlUPQGe77Rw";
    let token = format!("eyJhbGciOiJSUzI1NiJ9.{CLAIMS}.{signature}");
    assert_eq!(desk.refusal(&token).await, TokenError::Expired);
    assert_eq!(desk.refusal(&token.replace("cC4h", "cC4i")).await, TokenError::Signature);
}

#[tokio::test]
async fn rfc_7515_appendix_a_3_es256() {
    let jwk = json!({
        "kty": "EC", "crv": "P-256",
        "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
    });
    let desk = Desk::try_new(KeySource::JwksFile, set(&[jwk])).unwrap();
    let signature = "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
    let token = format!("eyJhbGciOiJFUzI1NiJ9.{CLAIMS}.{signature}");
    assert_eq!(desk.refusal(&token).await, TokenError::Expired);
    assert_eq!(desk.refusal(&token.replace("DtEh", "DtEi")).await, TokenError::Signature);
}

/// It signs a sentence and no claims: what is said of it is said after its signature was found to hold.
#[tokio::test]
async fn rfc_8037_appendix_a_4_eddsa() {
    let jwk = json!({ "kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" });
    let desk = Desk::try_new(KeySource::JwksFile, set(&[jwk])).unwrap();
    let signature = "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";
    let token = format!("eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.{signature}");
    assert_eq!(desk.refusal(&token).await, TokenError::Malformed);
    assert_eq!(desk.refusal(&token.replace("hgyY", "hgyZ")).await, TokenError::Signature);
}
