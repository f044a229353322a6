/// RSA keys that were made for these tests and are used nowhere else: making them takes seconds in a debug build.
enum TestKey {
  static let rsa = [
    RSANumbers(
      modulus: """
        o39u1lkKOIpZpb2oQ43yrQIhEQuUEnzNmQT1UglyUwVEjLDv9154kQiAYObrtX7basyyMpZJrac3bvTeuCMQS3Ltz9\
        8FkqjtFiNTpKLLHai5cbibl5acrCE-hkWGopRtHV54hl8yQf5IDEYKJ668CegFXBXoSmG53GyWNgOwKK-mKjGv439N\
        qu3khl1Gcc7124Rb7Nbid_yQfx0WXsn0MfDawKHI5nrWBrvD7eIRxcHg2SqCmBY0zJWvJIoXICK8N-qGXIkVigmsSE\
        AEb-AYup07Y0o3FzyswS8hV5yyJIdfcmRdi2AbagdKM7_whFsuHvCWnkV1ombQ-Gn0H7tDDw
        """,
      exponent: "AQAB",
      privateExponent: """
        EbLtVjHcW-OKMdl2mh2HLDhjSPuWY2v0O8DgJ6nTIO6cjZhn2cD1z0l60EKfOI4LhaO0FKrVPgGwjAfhBlDxZiGCYf\
        LUIRy9UZywZM2krEjEDm38FexdeHq-0H09RmNH7pp39J_gimlS9lUsq0AMpgvibKYId-jdXGG63w0GKFkzGDLHQbJD\
        ehwuEGWYYdM9D3FOIdrwnSeTQh2UiemhRayVxfaIB30k7wG6DHt24F83m7e0b9GEfTS-LGpfMdClwzo1COkv1Ic2FI\
        X21czxF8_kuSyZO9IOw8y6T898cHUZLSTGcY4BhJIk1tTR1nTsz47NoML6H2C60ovYj6j5xQ
        """),
    RSANumbers(
      modulus: """
        wdm6I-UUCJx3toPJnQksqyBdHc40kedLlwV63XETkJJJTuIguRlYkRCJO30DxK6mjbg_fcH6zLC15iCnqoXLPf3DeW\
        cuWOykuZZlB6krt-xV8KSjaGD68FsfD7_3cp9XYpzednRCEBNa2Ov4qqMQ3b5A7vzJyiwsQzw-A-n4BFfeMbBGBedX\
        y27FP7KcTchpNDhpUzvUv1UD--mEhdVFejT73qGzVuhSVSrPsgwid4341FPD0SCwdAOHF9Ky6Ppx7Aaq5GojY_d533\
        Fbn6j4EM1BlONeTA11-spCob5OK69T7S9g3xvSoM1KDHdUWNIyLf8iKGA0jvjEq3T5InSMRQ
        """,
      exponent: "AQAB",
      privateExponent: """
        Jtf2VuF9F3GlAl9bi7pOJ1dDmWibu53NlYw9T7isGzTY-DPTK0wDJYRa_17gXa3ChZTlMhGn7BK_zEaAWmjXbktWe1\
        H75Uk8A805XuTc9AypNuCCtvRx7C5SJdGJZ8A6njHBWRqYL0j1lBCKwkSNKWXJdKoWVErwLqPYaGfecR4B-ARJze8-\
        dMGb6W1lqnNZg7tvGENCaTAcPOI4LbAk7eiN1JDnd2nnjm4YlGaG3xVBn24zg-VcKR_b65RKJTxa7Fhc-eG41xssMz\
        JbhBZg3F1K695Xb5FBoPXPUxQAdVBHqAdbbb-gf_C9N84xBX_j-gxT6qjkKtRrkB_F-zQlCQ
        """),
  ]
}

/// The numbers of an RSA key in base64url (RFC 7518 §6.3).
struct RSANumbers: Sendable {
  let modulus: String
  let exponent: String
  let privateExponent: String
}
