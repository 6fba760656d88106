//! Tables of the inverse sine, as bits of doubles: constants of the IBM Accurate Mathematical Library as glibc 2.36 has them
//! (`sysdeps/ieee754/dbl-64/asincos.tbl`).

/// From 1/8 to 1/2. Each row: a number, the slope there, the polynomial around it, and the inverse sine in two parts.
#[rustfmt::skip]
pub static FROM_EIGHTH: [[u64; 9]; 96] = [
    [
        0x3fc0_4000_0000_0000, 0x3ff0_2169_8899_4424, 0x3fb0_a6a2_b799_b115, 0x3fc6_ef15_d574_09a0, 0x3faa_141e_af52_eaa0, 0x3fb7_5591_abbb_e261, 0x3fa7_2b51_d206_d88f,
        0x3c96_b595_5bb3_3e7d, 0x3fc0_4b41_a03e_2700,
    ],
    [
        0x3fc0_c000_0000_0000, 0x3ff0_2386_f9e2_3a56, 0x3fb1_308c_60fd_0235, 0x3fc7_099f_14d1_6b02, 0x3faa_fed6_27c0_1ee1, 0x3fb7_9c6f_dbcd_5f98, 0x3fa8_144a_4084_daac,
        0xbc87_c092_38d8_505e, 0x3fc0_cc55_56c9_f380,
    ],
    [
        0x3fc1_4000_0000_0000, 0x3ff0_25b5_b271_41f6, 0x3fb1_bb18_04ce_7400, 0x3fc7_2514_7290_7342, 0x3fab_ec60_0bf4_222c, 0x3fb7_e610_75b3_736c, 0x3fa9_024c_5199_c343,
        0xbc8a_e84c_06b5_6f60, 0x3fc1_4d7a_3def_a070,
    ],
    [
        0x3fc1_c000_0000_0000, 0x3ff0_27f5_c6de_8f57, 0x3fb2_464b_3457_51e1, 0x3fc7_4178_cf02_6805, 0x3fac_dcd8_40a9_e0d6, 0x3fb8_3282_eb1d_9c38, 0x3fa9_f590_d7be_707b,
        0xbcab_9768_03a2_a6d6, 0x3fc1_ceb0_e03b_4870,
    ],
    [
        0x3fc2_4000_0000_0000, 0x3ff0_2a47_4c75_9796, 0x3fb2_d22b_9277_1935, 0x3fc7_5ecf_26ab_a06d, 0x3fad_d05b_486a_1932, 0x3fb8_81d7_5af9_71d5, 0x3faa_ee52_831a_ee0c,
        0x3ca1_3f57_ad1b_1bef, 0x3fc2_4ff9_c8e0_9330,
    ],
    [
        0x3fc2_c000_0000_0000, 0x3ff0_2caa_5937_4e09, 0x3fb3_5ebe_d44e_8bea, 0x3fc7_7d1a_92e4_be8a, 0x3fae_c706_4a6c_34fd, 0x3fb8_d41e_972f_6e07, 0x3fab_eccd_f984_5f69,
        0x3c8b_a1fa_945c_4185, 0x3fc2_d155_83c0_58b0,
    ],
    [
        0x3fc3_4000_0000_0000, 0x3ff0_2f1f_03dc_7745, 0x3fb3_ec0a_c1ee_9f61, 0x3fc7_9c5e_4a82_e6d2, 0x3faf_c0f7_19b1_ef72, 0x3fb9_296a_2aa9_43e5, 0x3fac_f141_ef8b_9de7,
        0xbc83_4081_083c_8716, 0x3fc3_52c4_9d6e_5610,
    ],
    [
        0x3fc3_c000_0000_0000, 0x3ff0_31a5_63d8_1251, 0x3fb4_7a15_370b_721f, 0x3fc7_bc9d_a287_31e5, 0x3fb0_5f26_1e30_5be9, 0x3fb9_81cc_5fa5_0fbd, 0x3fad_fbef_42ac_4083,
        0x3ca2_0acb_a8e1_07c7, 0x3fc3_d447_a336_f5e0,
    ],
    [
        0x3fc4_4000_0000_0000, 0x3ff0_343d_9159_d86f, 0x3fb5_08e4_23b3_747c, 0x3fc7_dddc_0ed5_97cb, 0x3fb0_df92_79ad_f104, 0x3fb9_dd58_4658_d945, 0x3faf_0d19_14ac_a06b,
        0xbca4_e10d_df63_6efe, 0x3fc4_55df_2325_2c00,
    ],
    [
        0x3fc4_c000_0000_0000, 0x3ff0_36e7_a550_d410, 0x3fb5_987d_8d0a_f1e7, 0x3fc8_001d_22f3_9726, 0x3fb1_61d0_a111_6d73, 0x3fba_3c21_bbea_1528, 0x3fb0_1282_7420_2ff6,
        0x3caa_0611_d108_66e2, 0x3fc4_d78b_ac08_6560,
    ],
    [
        0x3fc5_4000_0000_0000, 0x3ff0_39a3_b96e_0f8a, 0x3fb6_28e7_8e0c_29f6, 0x3fc8_2364_92ce_de01, 0x3fb1_e5f0_fb7b_5d84, 0x3fba_9e3d_71bd_08ee, 0x3fb0_a1fd_5f7f_fab4,
        0xbc90_f980_ef04_f6e7, 0x3fc5_594d_cd7a_8dc0,
    ],
    [
        0x3fc5_c000_0000_0000, 0x3ff0_3c71_e827_5c12, 0x3fb6_ba28_584c_2a23, 0x3fc8_47b6_338c_3d4b, 0x3fb2_6c04_59a5_5dd8, 0x3fbb_03c0_f520_2d6a, 0x3fb1_3522_9c64_66a4,
        0x3c98_3c9a_2a26_8973, 0x3fc5_db26_17e6_2a20,
    ],
    [
        0x3fc6_4000_0000_0000, 0x3ff0_3f52_4cba_31a9, 0x3fb7_4c46_34c4_9ade, 0x3fc8_6d15_fc5f_33cc, 0x3fb2_f41b_fa41_9d7c, 0x3fbb_6cc2_b757_e82a, 0x3fb1_cc18_da4d_5c39,
        0xbca8_62d4_2dfb_224d, 0x3fc6_5d15_1c8c_8af0,
    ],
    [
        0x3fc6_c000_0000_0000, 0x3ff0_4245_032e_a88f, 0x3fb7_df47_84a2_b473, 0x3fc8_9388_076a_60f5, 0x3fb3_7e49_8e83_94c1, 0x3fbb_d95a_160f_3472, 0x3fb2_6708_3984_4810,
        0x3c99_4228_698b_c8ea, 0x3fc6_df1b_6d8c_14a0,
    ],
    [
        0x3fc7_4000_0000_0000, 0x3ff0_454a_285a_8ceb, 0x3fb8_7332_c21b_9224, 0x3fc8_bb10_92a9_3402, 0x3fb4_0a9f_3ed3_f586, 0x3fbc_499f_6432_17c8, 0x3fb3_061a_5d29_a16b,
        0xbca3_b2df_3df9_f2d7, 0x3fc7_6139_9de6_a160,
    ],
    [
        0x3fc7_c000_0000_0000, 0x3ff0_4861_d9e4_8d58, 0x3fb9_080e_8146_1bf6, 0x3fc8_e3b4_00e3_2ffa, 0x3fb4_992f_afb1_f2a5, 0x3fbc_bdab_f337_05d5, 0x3fb3_a97a_7e23_ee89,
        0x3c7a_ad12_cce4_4c41, 0x3fc7_e370_4187_fae0,
    ],
    [
        0x3fc8_4000_0000_0000, 0x3ff0_4b8c_3647_8509, 0x3fb9_9de1_70fa_c1b4, 0x3fc9_0d76_daa9_2166, 0x3fb5_2a0e_06c4_16a6, 0x3fbd_359a_1cdc_a344, 0x3fb4_5155_7efd_4ca0,
        0x3c39_6ca5_35a8_895d, 0x3fc8_65bf_ed4c_6ef0,
    ],
    [
        0x3fc8_c000_0000_0000, 0x3ff0_4ec9_5cd5_e248, 0x3fba_34b2_5bb9_4403, 0x3fc9_385d_cf5c_a73a, 0x3fb5_bd4d_f01a_fdbe, 0x3fbd_b185_4d61_a7a9, 0x3fb4_fdda_00bd_47cf,
        0xbc9d_1119_727e_8b64, 0x3fc8_e829_3707_7e20,
    ],
    [
        0x3fc9_4000_0000_0000, 0x3ff0_5219_6dbd_2a10, 0x3fba_cc88_2894_caa1, 0x3fc9_646d_b642_7516, 0x3fb6_5303_a3a8_64d7, 0x3fbe_318a_0e3c_f3d4, 0x3fb5_af38_78cd_a678,
        0x3ca3_841d_da9d_51df, 0x3fc9_6aac_b58a_a660,
    ],
    [
        0x3fc9_c000_0000_0000, 0x3ff0_557c_8a09_9990, 0x3fbb_6569_dc26_8965, 0x3fc9_91ab_8f9f_ba21, 0x3fb6_eb43_eaed_1e85, 0x3fbe_b5c6_115c_4c63, 0x3fb6_65a3_47f9_aefa,
        0xbca1_f8fd_03ab_3673, 0x3fc9_ed4b_00ac_4a60,
    ],
    [
        0x3fca_4000_0000_0000, 0x3ff0_58f2_d3a9_e674, 0x3fbb_ff5e_9987_3832, 0x3fc9_c01c_85e3_1ce9, 0x3fb7_8624_26e0_9ff2, 0x3fbf_3e58_3cf0_885c, 0x3fb7_214e_d298_6239,
        0x3c97_e3e5_3e59_4694, 0x3fca_7004_b14e_b5d0,
    ],
    [
        0x3fca_c000_0000_0000, 0x3ff0_5c7c_6d73_1ecb, 0x3fbc_9a6d_a34f_a4b3, 0x3fc9_efc5_eed9_c253, 0x3fb8_23ba_5614_faeb, 0x3fbf_cb60_b7ce_698f, 0x3fb7_e271_99f3_292f,
        0xbc98_42c6_068d_709c, 0x3fca_f2da_6167_4110,
    ],
    [
        0x3fcb_4000_0000_0000, 0x3ff0_6019_7b24_a973, 0x3fbd_369e_5ca0_a798, 0x3fca_20ad_4cf0_db64, 0x3fb8_c41d_1b1a_3f31, 0x3fc0_2e80_7b35_e049, 0x3fb8_a944_56fb_8a97,
        0xbcac_bf9c_d337_b37c, 0x3fcb_75cc_ac05_9370,
    ],
    [
        0x3fcb_c000_0000_0000, 0x3ff0_63ca_216c_6801, 0x3fbd_d3f8_4a32_c9fd, 0x3fca_52d8_5084_3bc9, 0x3fb9_6763_c324_648a, 0x3fc0_79ad_e440_7899, 0x3fb9_7602_1663_a5dc,
        0xbca3_adc3_c637_289d, 0x3fcb_f8dc_2d5b_06a0,
    ],
    [
        0x3fcc_4000_0000_0000, 0x3ff0_678e_85ea_fb1f, 0x3fbe_7283_136d_eac6, 0x3fca_864c_d93a_817d, 0x3fba_0da6_4cf7_089b, 0x3fc0_c74a_b3ab_b322, 0x3fba_48e8_562e_6e1e,
        0xbc95_1e3e_7eb8_fff8, 0x3fcc_7c09_82c2_2b80,
    ],
    [
        0x3fcc_c000_0000_0000, 0x3ff0_6b66_cf38_2a59, 0x3fbf_1246_8389_36fb, 0x3fca_bb10_f76f_5c94, 0x3fba_b6fd_701a_77ae, 0x3fc1_1769_c267_02c6, 0x3fbb_2237_24cd_f38e,
        0xbc8d_b69a_e283_07a9, 0x3fcc_ff55_4ac6_7190,
    ],
    [
        0x3fcd_4000_0000_0000, 0x3ff0_6f53_24e7_707f, 0x3fbf_b34a_8ab3_cbb2, 0x3fca_f12a_edac_8d74, 0x3fbb_6382_a45d_a614, 0x3fc1_6a1e_ad8e_9f44, 0x3fbc_0231_41e7_749d,
        0x3c76_ca27_22dc_16a2, 0x3fcd_82c0_252b_f240,
    ],
    [
        0x3fcd_c000_0000_0000, 0x3ff0_7353_af8c_ada0, 0x3fc0_2acb_9fa3_2dc9, 0x3fcb_28a1_3232_3718, 0x3fbc_1350_29a8_f15e, 0x3fc1_bf7d_deb2_70e1, 0x3fbc_e91c_40d6_7463,
        0x3ca6_e976_104b_aa08, 0x3fce_064a_b2f7_6140,
    ],
    [
        0x3fce_4000_0000_0000, 0x3ff0_7768_98c0_ffd9, 0x3fc0_7c9a_6f7f_1af0, 0x3fcb_617a_708f_2afb, 0x3fbc_c681_1025_b50c, 0x3fc2_179c_9487_453a, 0x3fbd_d740_ad09_b3ab,
        0xbc8d_32db_1890_38c0, 0x3fce_89f5_9676_2300,
    ],
    [
        0x3fce_c000_0000_0000, 0x3ff0_7b92_0b27_c417, 0x3fc0_cf15_e821_087a, 0x3fcb_9bbd_8b49_dc8c, 0x3fbd_7d31_40be_f5c2, 0x3fc2_7290_ec08_0575, 0x3fbe_ccea_3056_a6a9,
        0x3c9d_e506_0c9b_27a2, 0x3fcf_0dc1_7346_8a50,
    ],
    [
        0x3fcf_4000_0000_0000, 0x3ff0_7fd0_3273_c018, 0x3fc1_2242_51b8_7f08, 0x3fcb_d771_9d9a_b2bc, 0x3fbe_377d_85ff_a125, 0x3fc2_d071_ea0c_fe55, 0x3fbf_ca67_bb61_ddd3,
        0xbca2_5383_88a6_45e7, 0x3fcf_91ae_ee60_3f40,
    ],
    [
        0x3fcf_c000_0000_0000, 0x3ff0_8423_3b6c_76f2, 0x3fc1_7624_0a1d_f897, 0x3fcc_149d_fd38_779d, 0x3fbe_f583_9553_1ecd, 0x3fc3_3157_855f_a966, 0x3fc0_6805_d81e_6baa,
        0x3c86_827e_1b47_faec, 0x3fd0_0adf_570e_6798,
    ],
    [
        0x3fd0_2000_0000_0000, 0x3ff0_888b_53f3_a97b, 0x3fc1_cabf_8585_25d6, 0x3fcc_534a_3c37_af90, 0x3fbf_b762_18ad_312a, 0x3fc3_955a_b151_caad, 0x3fc0_ef16_07ad_e82d,
        0x3cae_ef44_fcde_8746, 0x3fd0_4cf8_ad20_3480,
    ],
    [
        0x3fd0_6000_0000_0000, 0x3ff0_8d08_ab0b_03f8, 0x3fc2_2019_4f34_eee8, 0x3fcc_937e_2afd_abde, 0x3fc0_3e9c_5c4f_35ba, 0x3fc3_fc95_68df_21a6, 0x3fc1_7a91_5384_3c52,
        0xbc9d_6f54_c2bb_835a, 0x3fd0_8f23_ce01_62b8,
    ],
    [
        0x3fd0_a000_0000_0000, 0x3ff0_919b_70d9_fa87, 0x3fc2_7636_0a45_6c09, 0x3fcc_d541_da48_3778, 0x3fc0_a394_136d_6630, 0x3fc4_6722_ba61_5e9c, 0x3fc2_0aa6_a2bc_6f73,
        0x3ca9_d006_7f1d_9d86, 0x3fd0_d161_0f0c_1ec8,
    ],
    [
        0x3fd0_e000_0000_0000, 0x3ff0_9643_d6b3_d5d1, 0x3fc2_cd1a_7264_1546, 0x3fcd_189d_9d4a_c7ec, 0x3fc1_0aa9_149c_2e66, 0x3fc4_d51e_d3de_8741, 0x3fc2_9f86_f6da_4768,
        0x3cae_a900_828c_2a81, 0x3fd1_13b0_c65d_88c8,
    ],
    [
        0x3fd1_2000_0000_0000, 0x3ff0_9b02_0f1d_f195, 0x3fc3_24cb_5c9e_6b3f, 0x3fcd_5d9a_0be2_28b7, 0x3fc1_73ec_d296_02b0, 0x3fc5_46a7_0ffa_7799, 0x3fc3_3965_87ba_569f,
        0xbcae_3258_9956_f2c3, 0x3fd1_5613_4ada_6ff0,
    ],
    [
        0x3fd1_6000_0000_0000, 0x3ff0_9fd6_4dd6_2eb0, 0x3fc3_7d4d_b833_5de5, 0x3fcd_a440_04df_a3f1, 0x3fc1_df71_55e5_9412, 0x3fc5_bbda_0394_b72e, 0x3fc3_d877_e117_7398,
        0x3ca8_ac88_3b57_20a7, 0x3fd1_9888_f434_27a8,
    ],
    [
        0x3fd1_a000_0000_0000, 0x3ff0_a4c0_c7d9_9a5f, 0x3fc3_d6a6_8f6b_b942, 0x3fcd_ec98_b06c_b8a9, 0x3fc2_4d49_432c_74b1, 0x3fc6_34d7_8c1c_6ec6, 0x3fc4_7cf6_01bf_2560,
        0x3ca3_ede7_476e_25c7, 0x3fd1_db12_1aed_7720,
    ],
    [
        0x3fd1_e000_0000_0000, 0x3ff0_a9c1_b36b_4c8b, 0x3fc4_30db_0879_e39b, 0x3fce_36ad_8288_7d8b, 0x3fc2_bd87_e1b3_3c79, 0x3fc6_b1c0_dea4_e95e, 0x3fc5_271a_7c90_504a,
        0x3caa_fad9_8a6e_bd08, 0x3fd2_1daf_185f_a360,
    ],
    [
        0x3fd2_2000_0000_0000, 0x3ff0_aed9_481b_7eed, 0x3fc4_8bf0_6661_3bb3, 0x3fce_8288_3d9f_dd8f, 0x3fc3_3041_2247_0bf2, 0x3fc7_32b8_97c5_b476, 0x3fc5_d722_9b61_4f73,
        0x3ca9_6b82_7597_45c8, 0x3fd2_6060_46bf_95b8,
    ],
    [
        0x3fd2_6000_0000_0000, 0x3ff0_b407_bece_df0e, 0x3fc4_e7ec_09e5_699a, 0x3fce_d032_f541_ec2d, 0x3fc3_a589_a668_8484, 0x3fc7_b7e2_cc52_28bd, 0x3fc6_8d4e_83ec_ad1f,
        0x3ca9_8586_7cb7_9363, 0x3fd2_a326_0123_1ec8,
    ],
    [
        0x3fd2_a000_0000_0000, 0x3ff0_b94d_51c6_1d1c, 0x3fc5_44d3_7281_f837, 0x3fcf_1fb8_10f1_9f89, 0x3fc4_1d76_c7d0_8a44, 0x3fc8_4165_1af4_e5e6, 0x3fc7_49e1_5ee5_d838,
        0x3c8a_2a36_a1f9_a890, 0x3fd2_e600_a386_5760,
    ],
    [
        0x3fd2_e000_0000_0000, 0x3ff0_beaa_3ca5_b9c1, 0x3fc5_a2ac_3f6a_91d3, 0x3fcf_7122_4f16_50db, 0x3fc4_981e_a04f_63e7, 0x3fc8_cf66_bebc_9b64, 0x3fc8_0d21_8159_8bf7,
        0xbc98_4143_8e0f_d320, 0x3fd3_28f0_8ad1_2008,
    ],
    [
        0x3fd3_2000_0000_0000, 0x3ff0_c41e_bc7e_151a, 0x3fc6_017c_3094_3e19, 0x3fcf_c47c_c80c_760d, 0x3fc5_1598_120b_129d, 0x3fc9_6210_a2a8_55b5, 0x3fc8_d758_9880_230d,
        0xbca4_d129_bf17_8596, 0x3fd3_6bf6_14dc_c050,
    ],
    [
        0x3fd3_6000_0000_0000, 0x3ff0_c9ab_0fd3_c135, 0x3fc6_6149_27c8_0482, 0x3fd0_0ce9_78ac_0ddd, 0x3fc5_95fa_d022_04b1, 0x3fc9_f98d_7642_750d, 0x3fc9_a8d3_d82a_c48a,
        0x3c97_7587_289b_3951, 0x3fd3_af11_a079_a6d8,
    ],
    [
        0x3fd3_a000_0000_0000, 0x3ff0_cf4f_76a8_1a69, 0x3fc6_c219_29bf_5acd, 0x3fd0_3898_507d_5dd4, 0x3fc6_195f_67b7_9439, 0x3fca_9609_c35a_709f, 0x3fca_81e4_2bf7_455c,
        0x3ca0_3304_f424_551e, 0x3fd3_f243_8d75_4b40,
    ],
    [
        0x3fd3_e000_0000_0000, 0x3ff0_d50c_3282_280d, 0x3fc7_23f2_5f4a_cc23, 0x3fd0_6551_0877_1131, 0x3fc6_9fdf_4970_163e, 0x3fcb_37b4_04ee_9a0a, 0x3fcb_62de_6b79_bc18,
        0x3cae_cf25_02a2_f456, 0x3fd4_358c_3ca0_32e0,
    ],
    [
        0x3fd4_2000_0000_0000, 0x3ff0_dae1_8677_c82d, 0x3fc7_86db_1683_4abe, 0x3fd0_9319_f163_1731, 0x3fc7_2994_d362_97af, 0x3fcb_debc_bf58_3888, 0x3fcc_4c1b_918e_2ae6,
        0x3ca9_2f70_f34a_155c, 0x3fd4_78ec_0fd4_19c8,
    ],
    [
        0x3fd4_6000_0000_0000, 0x3ff0_e0cf_b737_28f8, 0x3fc7_ead9_c406_a36a, 0x3fd0_c1f9_91bd_a616, 0x3fc7_b69b_5b86_c42b, 0x3fcc_8b56_99cd_8c9f, 0x3fcd_3df8_f708_4936,
        0xbc92_3b74_5494_2387, 0x3fd4_bc63_69fa_40e8,
    ],
    [
        0x3fd4_a000_0000_0000, 0x3ff0_e6d7_0b10_92b8, 0x3fc8_4ff5_043f_9011, 0x3fd0_f1f6_a7af_d6eb, 0x3fc8_470f_3aa5_d7b9, 0x3fcd_3db6_794e_9cfd, 0x3fce_38d8_90fb_69fd,
        0x3c9c_fa2d_c232_7dc5, 0x3fd4_fff2_af11_e2c0,
    ],
    [
        0x3fd4_e000_0000_0000, 0x3ff0_ecf7_ca00_8550, 0x3fc8_b633_9cb9_eca7, 0x3fd1_2318_2b20_ac3d, 0x3fc8_db0d_d7d5_e860, 0x3fcd_f613_9d13_15af, 0x3fcf_3d21_32d8_bc6f,
        0x3c9c_6a36_92e4_8eee, 0x3fd5_439a_4436_d008,
    ],
    [
        0x3fd5_2000_0000_0000, 0x3ff0_f332_3dba_2c62, 0x3fc9_1d9c_7d83_983c, 0x3fd1_5565_4fdd_a02e, 0x3fc9_72b5_b487_47c7, 0x3fce_b4a7_bc91_05f9, 0x3fd0_259f_6a53_5ecf,
        0x3c87_eb36_f6ea_55c1, 0x3fd5_875a_8fa8_3538,
    ],
    [
        0x3fd5_6000_0000_0000, 0x3ff0_f986_b1b2_2d42, 0x3fc9_8636_c29a_92ed, 0x3fd1_88e5_87db_e62d, 0x3fca_0e26_792c_37eb, 0x3fcf_79af_2735_e8cd, 0x3fd0_b1d1_6ecc_d4c0,
        0x3c95_02b5_beae_0510, 0x3fd5_cb33_f8cf_8ac0,
    ],
    [
        0x3fd5_a000_0000_0000, 0x3ff0_fff5_7329_d23a, 0x3fc9_f009_b568_f082, 0x3fd1_bda0_8593_9db2, 0x3fca_ad81_0283_b18a, 0x3fd0_22b4_72f6_9148, 0x3fd1_4362_39ad_0b79,
        0xbcad_7968_8082_8b86, 0x3fd6_0f26_e847_b130,
    ],
    [
        0x3fd5_e000_0000_0000, 0x3ff1_067e_d13a_9687, 0x3fca_5b1c_ce4f_3f61, 0x3fd1_f39e_3e76_4545, 0x3fcb_50e7_6f90_871b, 0x3fd0_8c0b_6f48_7f97, 0x3fd1_da90_6726_5c20,
        0x3cae_5b02_9957_23ad, 0x3fd6_5333_c7e4_3aa0,
    ],
    [
        0x3fd6_2000_0000_0000, 0x3ff1_0d23_1ce2_16d9, 0x3fca_c777_b63e_0b53, 0x3fd2_2ae6_ed81_d055, 0x3fcb_f87d_3046_c5ac, 0x3fd0_f8fe_fcb2_9fe4, 0x3fd2_779d_c99a_404e,
        0xbca2_af1e_c320_2ae8, 0x3fd6_975b_02b8_e378,
    ],
    [
        0x3fd6_6000_0000_0000, 0x3ff1_13e2_a90e_6a24, 0x3fcb_3522_485f_2c6b, 0x3fd2_6383_15f1_d6cc, 0x3fcc_a467_14f9_d555, 0x3fd1_69b3_245e_397e, 0x3fd3_1acf_9947_9cf7,
        0xbc73_0d3f_8992_c228, 0x3fd6_db9d_0521_3b28,
    ],
    [
        0x3fd6_a000_0000_0000, 0x3ff1_1abd_caaa_e6d5, 0x3fcb_a424_93cf_9b23, 0x3fd2_9d7b_8610_6ad4, 0x3fcd_54cb_5e96_870b, 0x3fd1_de4d_9975_d46d, 0x3fd3_c46e_a709_f8a4,
        0xbc9c_b630_457b_6f5c, 0x3fd7_1ffa_3cc8_7fc8,
    ],
    [
        0x3fd6_e000_0000_0000, 0x3ff1_21b4_d8ad_589e, 0x3fcc_1486_dd6a_8c89, 0x3fd2_d8d9_5a28_3891, 0x3fce_09d1_cfb4_f5a1, 0x3fd2_56f5_cf59_4bb6, 0x3fd4_74c7_9261_4c29,
        0xbc88_fb31_5330_51e9, 0x3fd7_6473_18b1_ad28,
    ],
    [
        0x3fd7_2000_0000_0000, 0x3ff1_28c8_2c23_ab4a, 0x3fcc_8651_a1a6_a356, 0x3fd3_15a5_ff99_abe3, 0x3fce_c3a3_be8e_e4c2, 0x3fd2_d3d5_1120_7d5d, 0x3fd5_2c2b_02fe_6df8,
        0xbca3_f304_fe4d_8df3, 0x3fd7_a908_093f_c1f0,
    ],
    [
        0x3fd7_6000_0000_0000, 0x3ff1_2ff8_2042_0f33, 0x3fcc_f98d_9686_0d89, 0x3fd3_53eb_3814_f292, 0x3fcf_826c_27e8_1bf7, 0x3fd3_5516_9a82_7352, 0x3fd5_eaed_e614_c6df,
        0x3c80_aedb_36c1_700c, 0x3fd7_edb9_803e_3c28,
    ],
    [
        0x3fd7_a000_0000_0000, 0x3ff1_3745_1271_9c3a, 0x3fcd_6e43_ad9a_717f, 0x3fd3_93b3_1cfa_cd12, 0x3fd0_232b_e17b_8f05, 0x3fd3_dae7_b238_73bc, 0x3fd6_b169_afb7_12e5,
        0x3c99_4c0c_0bc7_4599, 0x3fd8_3287_f0e9_cf80,
    ],
    [
        0x3fd7_e000_0000_0000, 0x3ff1_3eaf_625f_7844, 0x3fcd_e47d_161d_9978, 0x3fd3_d508_22e6_3dca, 0x3fd0_87ca_8b2e_c7eb, 0x3fd4_6577_c5f6_19c8, 0x3fd7_7ffc_a08a_73de,
        0x3ca1_dbde_6e7b_547f, 0x3fd8_7773_cff9_56f8,
    ],
    [
        0x3fd8_2000_0000_0000, 0x3ff1_4637_720c_869d, 0x3fce_5c43_3f1f_d940, 0x3fd4_17f5_1d61_4654, 0x3fd0_ef2a_4720_52ed, 0x3fd4_f4f8_8811_6da6, 0x3fd8_570a_1021_17b6,
        0xbcab_6e89_214a_7328, 0x3fd8_bc7d_93a7_0458,
    ],
    [
        0x3fd8_6000_0000_0000, 0x3ff1_4ddd_a5dd_a5c4, 0x3fce_d59f_d9cd_3739, 0x3fd4_5c85_42c7_0412, 0x3fd1_5964_49c9_83a8, 0x3fd5_899e_0ef7_ed0b, 0x3fd9_36fa_bc54_3499,
        0x3caf_f50d_7b29_f22e, 0x3fd9_01a5_b3b9_cf50,
    ],
    [
        0x3fd8_a000_0000_0000, 0x3ff1_55a2_64ac_8172, 0x3fcf_509c_dbca_7047, 0x3fd4_a2c4_3055_a16f, 0x3fd1_c692_d251_60c7, 0x3fd6_239e_f68f_9906, 0x3fda_203d_1dfc_2ee2,
        0x3cad_2019_671e_f39f, 0x3fd9_46ec_a98f_2718,
    ],
    [
        0x3fd8_e000_0000_0000, 0x3ff1_5d86_17d8_ff02, 0x3fcf_cd44_81aa_fd5e, 0x3fd4_eabd_ee72_b776, 0x3fd2_36d1_377f_943f, 0x3fd6_c334_83a5_6db7, 0x3fdb_1345_c36d_6c50,
        0xbc78_41e5_7615_37bb, 0x3fd9_8c52_f024_e808,
    ],
    [
        0x3fd9_2000_0000_0000, 0x3ff1_6589_2b5b_4a9a, 0x3fd0_25d0_a8c0_a8c6, 0x3fd5_347e_f524_e4b6, 0x3fd2_aa3b_f565_edbd, 0x3fd7_689a_c98d_2842, 0x3fdc_108f_b128_b4dd,
        0xbc8a_5eeb_4452_a669, 0x3fd9_d1d9_0423_9878,
    ],
    [
        0x3fd9_6000_0000_0000, 0x3ff1_6dac_0dd6_8bc8, 0x3fd0_65df_0ec5_4c3a, 0x3fd5_8014_30c5_8a12, 0x3fd3_20f0_bbcb_ccef, 0x3fd8_1410_d218_f380, 0x3fdd_189c_c937_1d29,
        0x3c58_c3c1_1d6e_6ec7, 0x3fda_177f_63e8_ef18,
    ],
    [
        0x3fd9_a000_0000_0000, 0x3ff1_75ef_30ac_48a8, 0x3fd0_a6d3_037b_a7c0, 0x3fd5_cd8b_06ed_cd18, 0x3fd3_9b0e_7d67_9188, 0x3fd8_c5d8_c812_8143, 0x3fde_2bf6_39b3_613a,
        0xbc87_4080_c70c_9c76, 0x3fda_5d46_8f92_a560,
    ],
    [
        0x3fd9_e000_0000_0000, 0x3ff1_7e53_0810_7eef, 0x3fd0_e8b2_4069_1386, 0x3fd6_1cf1_5ba2_319a, 0x3fd4_18b5_7ff3_0656, 0x3fd9_7e38_2462_4146, 0x3fdf_4b2c_f30d_6589,
        0xbc8d_4ad9_74dd_0c9b, 0x3fda_a32f_0909_98f8,
    ],
    [
        0x3fda_2000_0000_0000, 0x3ff1_86d8_0b1e_7a9d, 0x3fd1_2b82_a983_56f0, 0x3fd6_6e55_96c0_51d8, 0x3fd4_9a07_6d28_a49d, 0x3fda_3d77_de14_d616, 0x3fe0_3b6d_1350_2f53,
        0x3ca5_1700_4ad5_9707, 0x3fda_e939_540d_3f08,
    ],
    [
        0x3fda_6000_0000_0000, 0x3ff1_8f7e_b3ee_7285, 0x3fd1_6f4a_4ec4_af40, 0x3fd6_c1c6_a9b2_75fd, 0x3fd5_1f27_64b8_86b9, 0x3fdb_03e4_9d72_a144, 0x3fe0_d7cf_e720_7dd5,
        0xbcaa_ce1e_8e77_d1b2, 0x3fdb_2f65_f63f_6c78,
    ],
    [
        0x3fda_a000_0000_0000, 0x3ff1_9847_7fab_f325, 0x3fd1_b40f_6dd1_5edb, 0x3fd7_1754_156d_090d, 0x3fd5_a83a_0f44_ee42, 0x3fdb_d1ce_f261_49cc, 0x3fe1_7b14_9ebb_7d53,
        0x3ca1_8867_054c_177a, 0x3fdb_75b5_7730_75f8,
    ],
    [
        0x3fda_e000_0000_0000, 0x3ff1_a132_eead_20e6, 0x3fd1_f9d8_73af_a8f4, 0x3fd7_6f0d_f0ba_2b44, 0x3fd6_3565_b277_6412, 0x3fdc_a78b_8e4b_8181, 0x3fe2_2595_de92_725a,
        0xbcab_da45_225e_e470, 0x3fdb_bc28_606b_abe0,
    ],
    [
        0x3fdb_2000_0000_0000, 0x3ff1_aa41_848a_db16, 0x3fd2_40ab_fe93_2abb, 0x3fd7_c904_eed7_e85d, 0x3fd6_c6d2_4640_b1b3, 0x3fdd_8573_81d0_1020, 0x3fe2_d7b3_9938_b939,
        0x3ca1_2ecb_36d7_6e02, 0x3fdc_02bf_3d84_3430,
    ],
    [
        0x3fdb_6000_0000_0000, 0x3ff1_b373_c839_c9ac, 0x3fd2_8890_dfbc_912d, 0x3fd8_254a_666d_e3ca, 0x3fd7_5ca9_8b57_457c, 0x3fde_6be4_7e7e_55fe, 0x3fe3_91d3_68ec_3777,
        0xbc9f_7efe_4d8a_80a5, 0x3fdc_497a_9c22_47a0,
    ],
    [
        0x3fdb_a000_0000_0000, 0x3ff1_bcca_4424_6029, 0x3fd2_d18e_1d6e_b966, 0x3fd8_83f0_58df_9e20, 0x3fd7_f717_2308_ff84, 0x3fdf_5b41_1cec_1692, 0x3fe4_5460_efae_7f7e,
        0xbcac_a88a_c247_c281, 0x3fdc_905b_0c10_d428,
    ],
    [
        0x3fdb_e000_0000_0000, 0x3ff1_c645_8645_e0a6, 0x3fd3_1baa_f4fa_598c, 0x3fd8_e509_7a00_cdbd, 0x3fd8_9648_a876_efa4, 0x3fe0_29f8_93bb_3ba0, 0x3fe5_1fce_3e76_9492,
        0xbc63_bd0a_dac7_8ba6, 0x3fdc_d761_1f4b_8a08,
    ],
    [
        0x3fdc_2000_0000_0000, 0x3ff1_cfe6_2046_6a93, 0x3fd3_66ee_dce1_6113, 0x3fd9_48a9_3831_a262, 0x3fd9_3a6d_cb53_36b7, 0x3fe0_ab30_f503_62a5, 0x3fe5_f494_440f_45e4,
        0xbca1_b23f_79a8_11b8, 0x3fdd_1e8d_6a0d_56c8,
    ],
    [
        0x3fdc_6000_0000_0000, 0x3ff1_d9ac_a798_215a, 0x3fd3_b361_8713_5170, 0x3fd9_aee3_c4e9_2f90, 0x3fd9_e3b8_6c3b_0a06, 0x3fe1_3183_439d_6983, 0x3fe6_d333_4443_47ee,
        0x3c9e_6687_141d_7ade, 0x3fdd_65e0_82df_5278,
    ],
    [
        0x3fdc_a000_0000_0000, 0x3ff1_e399_b595_77b1, 0x3fd4_010a_e343_e389, 0x3fda_17ce_1db4_a57b, 0x3fda_925c_bac8_ca27, 0x3fe1_bd2c_29ac_5009, 0x3fe7_bc33_5806_abbe,
        0x3c89_743a_d953_cbea, 0x3fdd_ad5b_02a8_2420,
    ],
    [
        0x3fdc_e000_0000_0000, 0x3ff1_edad_e7a0_ad1e, 0x3fd4_4ff3_215d_62d8, 0x3fda_837e_15b2_742e, 0x3fdb_4691_557c_3a62, 0x3fe2_4e6b_9abe_cca0, 0x3fe8_b024_f75d_3619,
        0xbc60_a42b_953c_1f21, 0x3fdd_f4fd_84bb_e168,
    ],
    [
        0x3fdd_2000_0000_0000, 0x3ff1_f7e9_df44_8be1, 0x3fd4_a022_b410_3d45, 0x3fda_f20a_5f90_f152, 0x3fdc_008f_6b99_2e26, 0x3fe2_e585_07c1_8f30, 0x3fe9_afa1_8dce_89c2,
        0xbc8b_90a5_e5b4_e0dd, 0x3fde_3cc8_a6ec_6ef0,
    ],
    [
        0x3fdd_6000_0000_0000, 0x3ff2_024e_4256_7651, 0x3fd4_f1a2_5381_5e48, 0x3fdb_638a_9818_9f26, 0x3fdc_c092_e11f_7bb9, 0x3fe3_82bf_968e_1c3c, 0x3fea_bb4c_1a4c_4551,
        0xbcac_384d_c65e_e1e9, 0x3fde_84bd_099a_6620,
    ],
    [
        0x3fdd_a000_0000_0000, 0x3ff2_0cdb_bb19_d366, 0x3fd5_447b_0019_0520, 0x3fdb_d817_514a_c3d7, 0x3fdd_86da_7501_b24e, 0x3fe4_2666_5d5d_cc91, 0x3feb_d3d1_db83_4bba,
        0xbca6_2892_6430_7fe4, 0x3fde_ccdb_4fc6_85e0,
    ],
    [
        0x3fdd_e000_0000_0000, 0x3ff2_1792_f864_eb38, 0x3fd5_98b6_0573_e0ca, 0x3fdc_4fca_1e1d_9c05, 0x3fde_53a7_e9c2_fb44, 0x3fe4_d0c8_a26e_99af, 0x3fec_f9eb_09a8_a359,
        0xbcad_f861_d9af_a9e0, 0x3fdf_1524_1f23_b3f8,
    ],
    [
        0x3fde_2000_0000_0000, 0x3ff2_2274_adc7_44f8, 0x3fd5_ee5c_fd78_5957, 0x3fdc_cabd_9ee0_1b3a, 0x3fdf_2740_30a7_b7b5, 0x3fe5_823a_202e_0d0d, 0x3fee_2e5b_9eeb_e829,
        0xbc93_bb42_e2ea_9787, 0x3fdf_5d98_2029_94b8,
    ],
    [
        0x3fde_6000_0000_0000, 0x3ff2_2d81_93b1_990a, 0x3fd6_4579_d392_0d0f, 0x3fdd_490d_8e4f_e1fe, 0x3fe0_00f5_cbd3_ed59, 0x3fe6_3b13_4e45_f774, 0x3fef_71f4_2fd5_78ce,
        0x3ca8_ad1c_c0e1_ac47, 0x3fdf_a637_fe27_bf60,
    ],
    [
        0x3fde_a000_0000_0000, 0x3ff2_38ba_679f_6ae1, 0x3fd6_9e16_c815_a8f5, 0x3fdd_cad6_cf6c_d4c9, 0x3fe0_71fa_fd2a_de38, 0x3fe6_fbb1_afee_9630, 0x3ff0_62c9_6a7a_cb82,
        0x3c7e_3580_35d3_555b, 0x3fdf_ef04_6759_9588,
    ],
    [
        0x3fde_e000_0000_0000, 0x3ff2_441f_ec42_5f4b, 0x3fd6_f83e_73cf_67b4, 0x3fde_5037_7c16_91ba, 0x3fe0_e6d7_7af8_190e, 0x3fe7_c478_27f2_9078, 0x3ff1_1512_13b5_ffdc,
        0x3c6c_c7a1_5feb_a301, 0x3fe0_1bff_067d_6224,
    ],
    [
        0x3fdf_2000_0000_0000, 0x3ff2_4fb2_e9af_6533, 0x3fd7_53fb_cbbe_a804, 0x3fde_d94e_f480_e731, 0x3fe1_5fb5_106d_90c6, 0x3fe8_95cf_52da_d430, 0x3ff1_d052_28fa_ae13,
        0xbca5_0976_e849_f35a, 0x3fe0_4092_d1ae_3b48,
    ],
    [
        0x3fdf_6000_0000_0000, 0x3ff2_5b74_2d8d_c7fa, 0x3fd7_b15a_2501_3475, 0x3fdf_663d_ef8d_6387, 0x3fe1_dcbf_a2df_4bff, 0x3fe9_7025_e7c2_e4e5, 0x3ff2_9510_1c2a_e4ab,
        0x3ca4_c8dc_b02a_3d13, 0x3fe0_653d_f0fd_9fd8,
    ],
    [
        0x3fdf_a000_0000_0000, 0x3ff2_6764_8b48_43f2, 0x3fd8_1065_38f1_0257, 0x3fdf_f726_8c19_20b1, 0x3fe2_5e25_5148_d4e4, 0x3fea_53f1_2061_c3fe, 0x3ff3_63db_5b93_00e5,
        0xbca4_7774_624b_8b97, 0x3fe0_8a00_c1ca_e338,
    ],
    [
        0x3fdf_e000_0000_0000, 0x3ff2_7384_dc40_36f2, 0x3fd8_7129_2977_5c8f, 0x3fe0_4616_31a7_8776, 0x3fe2_e416_95ee_0c65, 0x3feb_41ad_28e0_5161, 0x3ff4_3d4c_ff1d_f849,
        0x3ca5_941c_babb_a919, 0x3fe0_aedb_a322_1c1c,
    ],
];

/// From 1/2 to 3/4. Each row: a number, the slope there, the polynomial around it, and the inverse sine in two parts.
#[rustfmt::skip]
pub static FROM_HALF: [[u64; 10]; 64] = [
    [
        0x3fe0_1000_0000_0000, 0x3ff2_7fd6_0003_0888, 0x3fd8_d3b2_8598_a1b5, 0x3fe0_92ba_4e0b_c755, 0x3fe3_6ec6_6a42_8eec, 0x3fec_39c0_44f5_14c9, 0x3ff5_2205_18c4_ef3a,
        0x4000_c1d1_a852_f235, 0x3ca7_8082_d00f_64b8, 0x3fe0_d3ce_f5c8_46f8,
    ],
    [
        0x3fe0_3000_0000_0000, 0x3ff2_8c58_dc81_e6d7, 0x3fd9_380e_4e3b_f356, 0x3fe0_e192_ffc6_46a7, 0x3fe3_fe6a_6d34_756d, 0x3fed_3cef_139a_bc91, 0x3ff6_12b8_f801_11c0,
        0x4001_a33c_3467_c688, 0xbc8a_9954_34f5_9445, 0x3fe0_f8db_1c47_d550,
    ],
    [
        0x3fe0_5000_0000_0000, 0x3ff2_990e_5e4b_f713, 0x3fd9_9e49_fb32_6e9e, 0x3fe1_32b4_8779_391a, 0x3fe4_933b_0c2f_e325, 0x3fee_4bb1_aeaa_e1d0, 0x3ff7_1020_1f43_77bd,
        0x4002_9271_1c88_6605, 0xbca3_3ab1_7130_ce99, 0x3fe1_1e00_7afd_af10,
    ],
    [
        0x3fe0_7000_0000_0000, 0x3ff2_a5f7_78cb_1a3b, 0x3fda_0673_8081_c5d1, 0x3fe1_8634_0d5e_6499, 0x3fe5_2d73_aedd_6be6, 0x3fef_66a5_1cf1_aaa0, 0x3ff8_1b02_4834_e5a9,
        0x4003_9066_fce4_8906, 0xbca3_4e4f_6bfb_4c85, 0x3fe1_433f_7826_aad4,
    ],
    [
        0x3fe0_9000_0000_0000, 0x3ff2_b315_2683_68db, 0x3fda_7099_53f6_55b7, 0x3fe1_dc27_ad90_32ec, 0x3fe5_cd52_e5f8_8e23, 0x3ff0_4738_0a68_bdfc, 0x3ff9_3435_2f05_7820,
        0x4004_9e27_dae8_a2fc, 0x3c86_832c_faa4_4565, 0x3fe1_6898_7bed_8260,
    ],
    [
        0x3fe0_b000_0000_0000, 0x3ff2_c068_6955_8a9e, 0x3fda_dcca_7301_1b64, 0x3fe2_34a6_8511_146a, 0x3fe6_731a_9d6c_bf3c, 0x3ff0_e1e1_d575_f00a, 0x3ffa_5c9d_adea_17e7,
        0x4005_bcd2_d912_3e7c, 0xbca2_3e4f_cc2a_e1e4, 0x3fe1_8e0b_f079_48f0,
    ],
    [
        0x3fe0_d000_0000_0000, 0x3ff2_cdf2_4ac4_10c6, 0x3fdb_4b16_68e6_3d97, 0x3fe2_8fc8_bfa2_56b2, 0x3fe7_1f10_51fd_f05a, 0x3ff1_83ae_0753_c882, 0x3ffb_9530_f192_1090,
        0x4006_ed9e_14f9_42bc, 0x3ca2_7879_89c7_7fa3, 0x3fe1_b39a_41fc_691c,
    ],
    [
        0x3fe0_f000_0000_0000, 0x3ff2_dbb3_dc3b_fd25, 0x3fdb_bb8d_5541_3207, 0x3fe2_eda7_a679_2bf1, 0x3fe7_d17d_4ac4_e230, 0x3ff2_2d00_aae6_cb05, 0x3ffc_def5_c902_8e71,
        0x4008_31d8_b40c_626c, 0x3c95_3fef_9873_f484, 0x3fe1_d943_dec4_30c0,
    ],
    [
        0x3fe1_1000_0000_0000, 0x3ff2_e9ae_3760_a19b, 0x3fdc_2e3f_f2e3_e2eb, 0x3fe3_4e5d_afe1_cd38, 0x3fe8_8aae_d6ce_0b26, 0x3ff2_de44_2c4b_06c6, 0x3ffe_3b06_1388_13d2,
        0x4009_8aed_23fd_5612, 0xbc91_ec19_b7af_0e54, 0x3fe1_ff09_3748_f114,
    ],
    [
        0x3fe1_3000_0000_0000, 0x3ff2_f7e2_7e5b_072b, 0x3fdc_a33f_9f16_9c4d, 0x3fe3_b206_8fe1_eb56, 0x3fe9_4af6_8f30_e1b7, 0x3ff3_97e9_cfcf_9887, 0x3fff_aa90_4fb7_f25f,
        0x400a_fa63_9474_5d90, 0x3c96_955c_2a13_9390, 0x3fe2_24ea_be3e_ba20,
    ],
    [
        0x3fe1_5000_0000_0000, 0x3ff3_0651_dc2d_0e76, 0x3fdd_1a9e_613e_f408, 0x3fe4_18bf_49ed_083d, 0x3fea_12aa_9dfd_1e23, 0x3ff4_5a6a_32b7_5f76, 0x4000_976c_a767_3f47,
        0x400c_81e4_b046_ac6a, 0x3c87_9ff7_7d1b_eb80, 0x3fe2_4ae8_e8a6_b8b0,
    ],
    [
        0x3fe1_7000_0000_0000, 0x3ff3_14fd_8508_7ecd, 0x3fdd_946e_f2f4_5390, 0x3fe4_82a6_43be_da05, 0x3fea_e226_0a64_0dd7, 0x3ff5_2645_d6a3_d695, 0x4001_649f_0809_8fe0,
        0x400e_233c_9d2b_ade7, 0x3c9e_948c_4e5f_8348, 0x3fe2_7104_2de1_3e58,
    ],
    [
        0x3fe1_9000_0000_0000, 0x3ff3_23e6_b6aa_3c67, 0x3fde_10c4_c889_4828, 0x3fe4_efdb_5971_8389, 0x3feb_b9c9_0a8d_7622, 0x3ff5_fc05_b8a6_2b12, 0x4002_3d9a_e429_6831,
        0x400f_e05e_49c0_b830, 0x3ca1_9107_c118_9de8, 0x3fe2_973d_07c0_7bcc,
    ],
    [
        0x3fe1_b000_0000_0000, 0x3ff3_330e_b8b9_e20b, 0x3fde_8fb4_1a11_468b, 0x3fe5_607f_f2e7_40e1, 0x3fec_99f9_5b91_db14, 0x3ff6_dc3b_f50c_5faa, 0x4003_232a_0cfa_c1c7,
        0x4010_ddb3_894e_fd30, 0xbca7_760f_3783_d916, 0x3fe2_bd93_f29b_f5f0,
    ],
    [
        0x3fe1_d000_0000_0000, 0x3ff3_4276_dd2d_fe6d, 0x3fdf_1151_eceb_226b, 0x3fe5_d4b7_1aa1_23ce, 0x3fed_8322_a01f_65f8, 0x3ff7_c784_791c_e583, 0x4004_1625_c15a_6b9c,
        0x4011_db51_6428_0feb, 0x3ca1_0463_28ca_6dbb, 0x3fe2_e409_6d64_beac,
    ],
    [
        0x3fe1_f000_0000_0000, 0x3ff3_5220_80b5_39c7, 0x3fdf_95b4_1dd9_1a82, 0x3fe6_4ca5_961e_a9ca, 0x3fee_75b6_c65b_3b2f, 0x3ff8_be85_c412_e59f, 0x4005_1778_0246_2a51,
        0x4012_ea48_109f_c81b, 0x3c95_9e4c_9f70_ca98, 0x3fe3_0a9d_f9ba_7b3c,
    ],
    [
        0x3fe2_1000_0000_0000, 0x3ff3_620d_0b24_acda, 0x3fe0_0e78_b5d8_03b6, 0x3fe6_c871_ffe4_57fb, 0x3fef_722e_759e_f386, 0x3ff9_c1f1_b8d0_e874, 0x4006_281d_080f_b06e,
        0x4014_0bf2_d1f6_9df7, 0xbc84_89ea_cbfa_f37f, 0x3fe3_3152_1c01_41bc,
    ],
    [
        0x3fe2_3000_0000_0000, 0x3ff3_723d_efeb_b76d, 0x3fe0_5390_c153_fc4c, 0x3fe7_4844_e34a_2666, 0x3ff0_3c84_c260_a400, 0x3ffa_d286_81e7_0f01, 0x4007_4924_dbc4_a78e,
        0x4015_41cb_8bbc_a2e0, 0x3c9c_7528_7bea_8472, 0x3fe3_5826_5b78_58f8,
    ],
    [
        0x3fe2_5000_0000_0000, 0x3ff3_82b4_ae8d_a9c7, 0x3fe0_9a2e_842c_abb9, 0x3fe7_cc48_da35_6141, 0x3ff0_c567_bcd4_fdb8, 0x3ffb_f10f_89b6_2c32, 0x4008_7bb5_18ad_c4b9,
        0x4016_8d6d_c516_f6f1, 0xbc93_3a6b_2e37_d6a3, 0x3fe3_7f1b_4251_e5ac,
    ],
    [
        0x3fe2_7000_0000_0000, 0x3ff3_9372_d321_9a4c, 0x3fe0_e25e_d439_4437, 0x3fe8_54aa_ace4_cc74, 0x3ff1_5408_0981_ee13, 0x3ffd_1e66_88aa_5332, 0x4009_c10a_da3b_d18f,
        0x4017_f099_ffe4_ae21, 0xbcae_d56b_7b58_8abe, 0x3fe3_a631_5dcb_911c,
    ],
    [
        0x3fe2_9000_0000_0000, 0x3ff3_a479_f6d8_c6bc, 0x3fe1_2c2f_1119_7a32, 0x3fe8_e199_73f9_49d5, 0x3ff1_e8b1_ee7a_481d, 0x3ffe_5b74_abbe_8828, 0x400b_1a7c_db3d_83bc,
        0x4019_6d39_6dc4_6100, 0x3ca7_798c_acd8_f69c, 0x3fe3_cd69_3e48_35e8,
    ],
    [
        0x3fe2_b000_0000_0000, 0x3ff3_b5cb_c08b_e738, 0x3fe1_77ad_2b5c_b6b7, 0x3fe9_7346_bce9_0eb1, 0x3ff2_83b6_68ec_7f04, 0x3fff_a933_d5b8_ed04, 0x400c_897d_cbcd_ff9a,
        0x401b_0562_0e4a_bf55, 0x3c88_1ff6_1ee4_2043, 0x3fe3_f4c3_776a_a08c,
    ],
    [
        0x3fe2_d000_0000_0000, 0x3ff3_c769_e54f_e05e, 0x3fe1_c4e7_ac1a_81a0, 0x3fea_09e6_b10f_a326, 0x3ff3_256b_840f_679b, 0x4000_8457_fee9_ef1a, 0x400e_0f9e_e414_6343,
        0x401c_bb5b_4334_96a9, 0xbca5_7a4c_59f0_87c0, 0x3fe4_1c40_a031_71a8,
    ],
    [
        0x3fe2_f000_0000_0000, 0x3ff3_d956_2912_49dc, 0x3fe2_13ed_bd04_4ac9, 0x3fea_a5b0_3f91_7fa8, 0x3ff3_ce2c_b738_0a79, 0x4001_3d84_576a_fae8, 0x400f_ae92_baab_74f3,
        0x401e_91a2_e912_9e4a, 0x3c90_5671_0cec_83f7, 0x3fe4_43e1_5314_3194,
    ],
    [
        0x3fe3_1000_0000_0000, 0x3ff3_eb92_5f3e_4715, 0x3fe2_64cf_30f9_65d1, 0x3feb_46dd_4a4f_2fb2, 0x3ff4_7e5b_4bc2_e94f, 0x4002_00b9_54f8_f9eb, 0x4010_b418_3330_5d9f,
        0x4020_4579_826e_f167, 0xbc97_37a0_e06e_bcae, 0x3fe4_6ba6_2e21_a53c,
    ],
    [
        0x3fe3_3000_0000_0000, 0x3ff3_fe20_6b6a_38d5, 0x3fe2_b79c_8d26_c7a0, 0x3feb_edaa_d629_78f8, 0x3ff5_365e_cb8c_c6d1, 0x4002_ce9c_d894_af54, 0x4011_9f3b_79f7_c63e,
        0x4021_5524_0c8e_7b9e, 0x3ca4_85d0_13dc_9a80, 0x3fe4_938f_d31f_754c,
    ],
    [
        0x3fe3_5000_0000_0000, 0x3ff4_1102_420e_d8e7, 0x3fe3_0c67_12bc_e2b2, 0x3fec_9a59_3ede_345e, 0x3ff5_f6a5_78ca_b466, 0x4003_a7e1_3ead_62ee, 0x4012_99c8_9cb9_a228,
        0x4022_7974_1be7_49b0, 0x3caf_e28f_c6a9_831f, 0x3fe4_bb9e_e7ab_3a40,
    ],
    [
        0x3fe3_7000_0000_0000, 0x3ff4_2439_e948_5b43, 0x3fe3_6340_c946_e033, 0x3fed_4d2c_6ecc_5a7e, 0x3ff6_bfa4_d027_255a, 0x4004_8d46_7250_4be1, 0x4013_a4ed_0944_5bd5,
        0x4023_b435_749e_19f9, 0xbc40_e7e5_eaaa_f53e, 0x3fe4_e3d4_155d_0070,
    ],
    [
        0x3fe3_9000_0000_0000, 0x3ff4_37c9_79a2_3c23, 0x3fe3_bc3c_89af_6a9d, 0x3fee_066c_1af5_53ba, 0x3ff7_91da_1622_569a, 0x4005_7f9b_1b18_ae2b, 0x4014_c1f0_88bf_f240,
        0x4025_0761_019a_4522, 0x3ca4_c238_fdfc_cb13, 0x3fe5_0c30_09eb_58f8,
    ],
    [
        0x3fe3_b000_0000_0000, 0x3ff4_4bb3_1eee_6f35, 0x3fe4_176e_0a00_4d1d, 0x3fee_c664_0399_fa54, 0x3ff8_6dca_f0cf_d106, 0x4006_7fbd_e8c8_0e97, 0x4015_f237_d9cd_2d79,
        0x4026_7521_c807_6345, 0x3cae_c756_b089_f7af, 0x3fe5_34b3_7751_0d94,
    ],
    [
        0x3fe3_d000_0000_0000, 0x3ff4_5ff9_1928_b1be, 0x3fe4_74e9_e9eb_53e9, 0x3fef_8d64_39db_03b6, 0x3ff9_5406_0f29_8b87, 0x4007_8e9e_ffc7_2ab6, 0x4017_3747_9414_56e7,
        0x4027_ffda_74a7_1e71, 0xbcae_ed93_fe74_83b3, 0x3fe5_5d5f_13f4_8ec0,
    ],
    [
        0x3fe3_f000_0000_0000, 0x3ff4_749d_bd66_d0c4, 0x3fe4_d4c5_c02c_2013, 0x3ff0_2de0_b567_68cc, 0x3ffa_4523_df53_a7bd, 0x4008_ad41_8a35_7386, 0x4018_92c7_5e39_2799,
        0x4029_aa2b_9774_6acd, 0x3c92_4f0a_b4a7_1e44, 0x3fe5_8633_9ad1_3548,
    ],
    [
        0x3fe4_1000_0000_0000, 0x3ff4_89a3_76d6_c491, 0x3fe5_3718_28d4_0829, 0x3ff0_98ea_9845_0d83, 0x3ffb_41c7_5552_6e3b, 0x4009_dcbd_719f_540e, 0x401a_0685_805d_08d1,
        0x402b_76fa_a514_2633, 0x3c2a_d9a7_f1ff_56fc, 0x3fe5_af31_cba2_7244,
    ],
    [
        0x3fe4_3000_0000_0000, 0x3ff4_9f0c_c7cb_94cc, 0x3fe5_9bf8_d492_aa1e, 0x3ff1_07ff_34d2_ca82, 0x3ffc_4a9e_c3df_9e51, 0x400b_1e41_45f5_874e, 0x401b_947a_deb9_2648,
        0x402d_6979_d903_d532, 0x3ca4_3231_04c6_7f5e, 0x3fe5_d85a_6b11_09a4,
    ],
    [
        0x3fe4_5000_0000_0000, 0x3ff4_b4dc_4ada_0bf0, 0x3fe6_0380_990f_861f, 0x3ff1_7b50_cbec_7542, 0x3ffd_6064_c93c_fe8f, 0x400c_7314_56f3_6fe3, 0x401d_3ecf_696e_5374,
        0x402f_8531_1778_af1d, 0x3c7a_53bf_31eb_da84, 0x3fe6_01ae_42e2_7660,
    ],
    [
        0x3fe4_7000_0000_0000, 0x3ff4_cb14_b406_5600, 0x3fe6_6dc9_826a_da4f, 0x3ff1_f314_a329_8d4d, 0x3ffe_83e1_5219_1cb4, 0x400d_dc99_05ca_69af, 0x401f_07df_1079_c46a,
        0x4030_e703_f944_0eb0, 0x3ca4_95e1_5817_d0dd, 0x3fe6_2b2e_222a_98a0,
    ],
    [
        0x3fe4_9000_0000_0000, 0x3ff4_e1b8_d203_bdc9, 0x3fe6_daee_e5fe_0976, 0x3ff2_6f83_3c44_f71e, 0x3fff_b5ea_b4d9_2f91, 0x400f_5c4f_55a7_79c8, 0x4020_791f_a66a_7536,
        0x4032_2428_7dce_5d75, 0x3cad_e7e8_964f_770b, 0x3fe6_54da_dd7f_d12c,
    ],
    [
        0x3fe4_b000_0000_0000, 0x3ff4_f8cb_8f87_d541, 0x3fe7_4b0d_7676_20c4, 0x3ff2_f0d8_9126_f083, 0x4000_7bb3_73f0_8794, 0x4010_79eb_e141_9117, 0x4021_8062_a917_f81e,
        0x4033_7c6b_4844_4dee, 0x3c90_7a41_f406_1e08, 0x3fe6_7eb5_4f31_af70,
    ],
    [
        0x3fe4_d000_0000_0000, 0x3ff5_104f_f4b2_718c, 0x3fe7_be43_5965_9939, 0x3ff3_7754_5502_eae6, 0x4001_24a6_6ae0_ac51, 0x4011_527b_3352_4d17, 0x4022_9b46_7fbf_7a2d,
        0x4034_f274_ad71_6768, 0xbc9c_610f_7c20_4ea8, 0x3fe6_a8be_5782_5a6c,
    ],
    [
        0x3fe4_f000_0000_0000, 0x3ff5_2849_288c_017d, 0x3fe8_34b0_3e6d_3f7f, 0x3ff4_033a_3b07_47cb, 0x4001_d652_e946_b196, 0x4012_38cb_3c2f_8cb4, 0x4023_cb80_53e5_20c1,
        0x4036_8938_607b_c0f6, 0xbc84_274c_cc05_3597, 0x3fe6_d2f6_dce2_dfb8,
    ],
    [
        0x3fe5_1000_0000_0000, 0x3ff5_40ba_729b_e713, 0x3fe8_ae75_781f_49a2, 0x3ff4_94d2_432a_c103, 0x4002_9147_9b00_15b6, 0x4013_2de7_156b_74e9, 0x4025_12f0_e836_2ec8,
        0x4038_43fe_c8d2_e0f8, 0xbc8f_55db_bb3a_cc53, 0x3fe6_fd5f_cc32_96f0,
    ],
    [
        0x3fe5_3000_0000_0000, 0x3ff5_59a7_3c98_a101, 0x3fe9_2bb6_16c3_163d, 0x3ff5_2c69_0db2_c44d, 0x4003_561e_0f45_46b8, 0x4014_32f1_7f09_9a82, 0x4026_73a9_831e_227a,
        0x403a_266f_a02b_bcd5, 0x3ca2_79a8_aea9_cb9d, 0x3fe7_27fa_1901_cb44,
    ],
    [
        0x3fe5_5000_0000_0000, 0x3ff5_7313_1433_b9bd, 0x3fe9_ac97_0523_e7b2, 0x3ff5_ca50_361f_7393, 0x4004_257b_b0f4_0825, 0x4015_4927_4628_6025, 0x4027_eff1_7814_95b4,
        0x403c_349e_0a11_39f1, 0xbc5d_2c66_8b60_15da, 0x3fe7_52c6_bdd7_e0e0,
    ],
    [
        0x3fe5_7000_0000_0000, 0x3ff5_8d01_ad03_9e07, 0x3fea_313f_2799_33cd, 0x3ff6_6ede_b63d_93a6, 0x4005_0012_d836_441a, 0x4016_71e1_f23d_152c, 0x4029_8a4c_65d3_a1dd,
        0x403e_7316_5ebd_bf39, 0xbcae_5b6c_7aaa_4996, 0x3fe7_7dc6_bc7d_2fa0,
    ],
    [
        0x3fe5_9000_0000_0000, 0x3ff5_a776_e28d_adb6, 0x3fea_b9d7_7d7b_e2b5, 0x3ff7_1a71_5234_c8a9, 0x4005_e6a3_f873_554c, 0x4017_ae9a_c1f3_3f9b, 0x402b_4581_4310_046e,
        0x4040_7376_f64b_03e7, 0xbca3_f39b_b3ab_0542, 0x3fe7_a8fb_1e48_d158,
    ],
    [
        0x3fe5_b000_0000_0000, 0x3ff5_c276_ba73_0f9b, 0x3feb_468b_4541_27c3, 0x3ff7_cd6b_0e81_6adb, 0x4006_d9fe_edda_c837, 0x4019_00ee_0209_e3b7, 0x402d_24a2_5748_9c7e,
        0x4041_caea_7f81_0e14, 0xbc84_f20e_24f9_675b, 0x3fe7_d464_f472_a690,
    ],
    [
        0x3fe5_d000_0000_0000, 0x3ff5_de05_66c3_0cdc, 0x3feb_d788_2379_8d1a, 0x3ff8_8835_b0e5_67d8, 0x4007_db04_6e46_660a, 0x401a_6a9e_ca07_caa5, 0x402f_2b16_41ec_ef64,
        0x4043_4315_c36f_367b, 0xbca0_8ca1_5425_94a6, 0x3fe8_0005_5869_d9e8,
    ],
    [
        0x3fe5_f000_0000_0000, 0x3ff5_fa27_4875_fa03, 0x3fec_6cfe_4cf9_6d63, 0x3ff9_4b42_4d7b_8313, 0x4008_eaa7_a1b0_4592, 0x401b_ed9b_2c5a_9d87, 0x4030_ae51_1bc9_2f68,
        0x4044_df8c_685f_bd64, 0xbcac_07a8_30fe_6378, 0x3fe8_2bdd_6c30_303c,
    ],
    [
        0x3fe6_1000_0000_0000, 0x3ff6_16e0_f213_fcd6, 0x3fed_0720_b477_84ff, 0x3ffa_1709_e13c_6707, 0x400a_09ef_e70b_2e72, 0x401d_8c00_e976_aad9, 0x4031_deba_d1ae_1ea8,
        0x4046_a453_6424_341f, 0x3ca1_3e53_a65d_40b1, 0x3fe8_57ee_5aba_79e8,
    ],
    [
        0x3fe6_3000_0000_0000, 0x3ff6_3437_2a8b_4ed8, 0x3fed_a625_3bf6_9915, 0x3ffa_ec0d_fb6d_f86f, 0x400b_39fa_caf2_d64b, 0x401f_4822_b7e2_dc06, 0x4033_291b_b125_37e3,
        0x4048_95f0_af3e_f0d1, 0x3cae_a588_71e7_ed76, 0x3fe8_8439_5856_807c,
    ],
    [
        0x3fe6_5000_0000_0000, 0x3ff6_522e_f039_f5e3, 0x3fee_4a44_ea58_8e54, 0x3ffb_cad9_77a3_f8a4, 0x400c_7bfe_3669_f2f2, 0x4020_9247_1aea_54a4, 0x4034_900a_6b86_6959,
        0x404a_b97d_6206_34cf, 0x3c94_8649_da91_b0fd, 0x3fe8_b0bf_a316_d3a0,
    ],
    [
        0x3fe6_7000_0000_0000, 0x3ff6_70cd_7c2f_4fc3, 0x3fee_f3bc_2583_cf60, 0x3ffc_b401_4a2e_1684, 0x400d_d14a_dcb9_f8fb, 0x4021_9209_4e16_4373, 0x4036_1669_8fc1_71bc,
        0x404d_14ba_a46b_7be1, 0xbcab_ac31_bbdf_e65a, 0x3fe8_dd82_8344_e08c,
    ],
    [
        0x3fe6_9000_0000_0000, 0x3ff6_9018_45aa_3c85, 0x3fef_a2ca_f18f_bd18, 0x3ffd_a825_610c_140e, 0x400f_3b4e_f088_95e1, 0x4022_a4e4_272c_d203, 0x4037_bf71_60c4_a0ee,
        0x404f_ae29_ec79_351d, 0x3c6b_f5bb_3e22_fb0a, 0x3fe9_0a83_4bd9_c858,
    ],
    [
        0x3fe6_b000_0000_0000, 0x3ff6_b015_05d9_2e4e, 0x3ff0_2bda_9abd_20d8, 0x3ffe_a7f1_9bc5_cc13, 0x4010_5dcc_94af_b2bb, 0x4023_cc8c_b382_b54a, 0x4039_8ebb_19c2_8eae,
        0x4051_4694_8f76_09b5, 0x3c9c_d223_f661_37e5, 0x3fe9_37c3_5afe_73ac,
    ],
    [
        0x3fe6_d000_0000_0000, 0x3ff6_d0c9_bbe1_ef2b, 0x3ff0_8961_82fb_dd29, 0x3fff_b41e_dcd4_03ec, 0x4011_29ee_121d_0023, 0x4025_0ae5_b341_59b2, 0x403b_884d_db5c_eac4,
        0x4052_dd09_a0b3_34b0, 0xbc96_bf1d_d8f1_4bf9, 0x3fe9_6544_1a93_6d24,
    ],
    [
        0x3fe6_f000_0000_0000, 0x3ff6_f23c_b137_86cf, 0x3ff0_ea20_7b7f_c134, 0x4000_66ba_1bd0_d518, 0x4012_02f9_159e_c945, 0x4026_6205_16ff_868a, 0x403d_b0ad_8739_8014,
        0x4054_9f33_47d5_8711, 0x3c8d_858f_54b1_1a28, 0x3fe9_9307_00c1_184c,
    ],
    [
        0x3fe7_1000_0000_0000, 0x3ff7_1474_7e45_5603, 0x3ff1_4e40_3a65_655f, 0x4000_fa64_1f4a_a7a1, 0x4012_e9f0_b946_c70a, 0x4027_d43a_3cc5_3936, 0x4040_0675_ee08_7279,
        0x4056_9278_7731_3cef, 0xbcab_1ba1_772d_6e62, 0x3fe9_c10d_9090_e874,
    ],
    [
        0x3fe7_3000_0000_0000, 0x3ff7_3778_0f77_3dec, 0x3ff1_b5ec_1288_b243, 0x4001_9581_3a85_3fa5, 0x4013_dff0_6d27_43e5, 0x4029_6415_09b4_b924, 0x4041_515e_19a5_9d1f,
        0x4058_bd01_f3e5_3877, 0x3c96_2269_fc34_8bae, 0x3fe9_ef59_5a90_493c,
    ],
    [
        0x3fe7_5000_0000_0000, 0x3ff7_5b4e_aaa7_8140, 0x3ff2_2152_28b4_9576, 0x4002_388e_74d6_6746, 0x4014_e62e_a430_83a8, 0x402b_146e_0288_5ed7, 0x4042_bc45_29a3_bc2c,
        0x405b_25d8_cdaf_e7e5, 0x3ca8_862d_f03f_8a74, 0x3fea_1deb_fd7d_fbd8,
    ],
    [
        0x3fe7_7000_0000_0000, 0x3ff7_7fff_f4fc_0008, 0x3ff2_90a3_ade4_99e4, 0x4002_e412_ff22_fe11, 0x4015_fdff_d7a1_7943, 0x402c_e86f_8af7_9aef, 0x4044_4aca_6f8e_df86,
        0x405d_d50a_29cf_9f92, 0x3ca4_9db0_c586_5233, 0x3fea_4cc7_2702_bd90,
    ],
    [
        0x3fe7_9000_0000_0000, 0x3ff7_a593_f93d_7fbc, 0x3ff3_0415_1f29_3a81, 0x4003_98a1_3164_9ea4, 0x4017_28d9_ed75_da1e, 0x402e_e3a0_7b17_36ca, 0x4046_0106_036e_c9d4,
        0x4060_69e8_b3e5_a09f, 0xbca7_9bbd_4e8e_b882, 0x3fea_7bec_9476_2100,
    ],
    [
        0x3fe7_b000_0000_0000, 0x3ff7_cc13_2eb4_e536, 0x3ff3_7bde_8bd2_5d7d, 0x4004_56d7_a51d_f797, 0x4018_6858_103a_f33e, 0x4030_84f8_2112_1c2e, 0x4047_e39a_9d7c_6de3,
        0x4062_1664_ef4c_9a12, 0x3c80_4d2d_39db_72ff, 0x3fea_ab5e_13b0_99b0,
    ],
    [
        0x3fe7_d000_0000_0000, 0x3ff7_f386_809b_a1cd, 0x3ff3_f83b_e298_b2eb, 0x4005_1f62_708a_6abe, 0x4019_be3f_090f_77ab, 0x4031_afe2_6c13_bf38, 0x4049_f7ca_65ff_02a8,
        0x4063_f614_da84_0fe0, 0xbca7_bde9_ab5d_1a54, 0x3fea_db1d_83eb_d320,
    ],
    [
        0x3fe7_f000_0000_0000, 0x3ff8_1bf7_562e_1e24, 0x3ff4_796d_4697_24db, 0x4005_f2fc_86e6_7917, 0x401b_2c82_2f5a_e582, 0x4032_f505_65ee_1919, 0x404c_438f_4744_d220,
        0x4066_1003_d663_09fd, 0x3c84_70c8_fc82_8894, 0x3feb_0b2c_d6b2_87dc,
    ],
];

/// From 3/4 to 59/64. Each row: a number, the slope there, the polynomial around it, and the inverse sine in two parts.
#[rustfmt::skip]
pub static FROM_THREE_QUARTERS: [[u64; 11]; 44] = [
    [
        0x3fe8_1000_0000_0000, 0x3ff8_456f_9b70_ab1d, 0x3ff4_ffb7_6d01_a674, 0x4006_d271_42d7_b667, 0x401c_b549_05dd_4055, 0x4034_5723_e490_ca9b, 0x404e_cd17_47c5_589b,
        0x4068_6c46_3d6d_b036, 0x4084_044d_ecf2_3c2e, 0xbc7f_0990_0d17_3a5f, 0x3feb_3b8e_10e1_2d3c,
    ],
    [
        0x3fe8_3000_0000_0000, 0x3ff8_6ff9_cab9_7b9d, 0x3ff5_8b64_04a7_1b42, 0x4007_be9e_20c0_fb6e, 0x401e_5af5_9b42_6297, 0x4035_d958_013c_40ee, 0x4050_cea9_2215_e48c,
        0x406b_146b_b8c0_669a, 0x4086_8c96_fb8e_b0fe, 0x3ca5_5848_1fcc_bad4, 0x3feb_6c43_4bb8_ea98,
    ],
    [
        0x3fe8_5000_0000_0000, 0x3ff8_9ba0_f714_69bf, 0x3ff6_1cc2_2871_7efa, 0x4008_b874_afb7_baf7, 0x4020_1015_ec72_86db, 0x4037_7f1f_8329_a469, 0x4052_5e49_2927_f0dd,
        0x406e_135c_5ae8_0cd9, 0x4089_7364_40df_64fd, 0x3c89_f53b_1ed9_1b03, 0x3feb_9d4e_b606_7abc,
    ],
    [
        0x3fe8_7000_0000_0000, 0x3ff8_c870_d797_dabf, 0x3ff6_b426_de42_d55f, 0x4009_c0fc_c0e0_6552, 0x4021_03ec_eb05_9907, 0x4039_4c6a_49a7_5aa7, 0x4054_1a81_b2a4_96d0,
        0x4070_baee_209c_b693, 0x408c_c860_2858_08c5, 0xbcae_6d8c_9b0d_c6f3, 0x3feb_ceb2_955e_c1c4,
    ],
    [
        0x3fe8_9000_0000_0000, 0x3ff8_f675_d3c5_02f4, 0x3ff7_51ed_a3bf_b2e4, 0x400a_d956_de39_87bc, 0x4022_0aa0_b30a_ad0a, 0x403b_45ab_1622_0014, 0x4056_0929_ec84_429c,
        0x4072_a569_0d74_7939, 0x4090_4f10_5407_f41e, 0xbc67_5ceb_fc26_9962, 0x3fec_0071_4773_138c,
    ],
    [
        0x3fe8_b000_0000_0000, 0x3ff9_25bd_1111_25df, 0x3ff7_f679_0ad2_b4c2, 0x400c_02bf_1359_a3c8, 0x4023_2601_8885_7c21, 0x403d_6feb_2515_d90e, 0x4058_30fa_d421_145e,
        0x4074_d1d6_fd78_9544, 0x4092_8561_4b30_ebf1, 0x3ca1_3e7b_7876_f9d2, 0x3fec_328d_437f_5e74,
    ],
    [
        0x3fe8_d000_0000_0000, 0x3ff9_5654_81b9_477b, 0x3ff8_a233_67f8_7779, 0x400d_3e90_1466_5ea0, 0x4024_5815_5a41_5747, 0x403f_d0e1_1d75_11c0, 0x405a_99b6_01ec_30fb,
        0x4077_4a72_dd7e_e7a1, 0x4095_1454_5c2f_1724, 0x3c81_85b3_774a_5205, 0x3fec_6509_1bd4_ad0c,
    ],
    [
        0x3fe8_f000_0000_0000, 0x3ff9_884a_f506_30b5, 0x3ff9_558f_94b3_5a8d, 0x400e_8e46_d1a3_2b1d, 0x4025_a31f_0aec_68db, 0x4041_3785_fd21_a759, 0x405d_4c53_f56d_fca6,
        0x407a_1b45_f89c_0f5f, 0x4098_0bb3_c92c_8cf3, 0xbc86_96e8_feb6_a05e, 0x3fec_97e7_7f82_b8cc,
    ],
    [
        0x3fe9_1000_0000_0000, 0x3ff9_bbb0_292b_c29f, 0x3ffa_1109_c8e3_d76b, 0x400f_f386_8873_c480, 0x4027_09a6_de61_9c77, 0x4042_a8e9_5a94_17b9, 0x4060_299d_bfe2_0b57,
        0x407d_5283_e122_5431, 0x409b_7e74_c225_406c, 0xbc87_9431_74f3_96db, 0x3fec_cb2b_3c23_9888,
    ],
    [
        0x3fe9_3000_0000_0000, 0x3ff9_f094_def4_783d, 0x3ffa_d528_8e30_0736, 0x4010_b80e_b2d4_d4ee, 0x4028_8e84_3f3d_0057, 0x4044_40d4_d202_63c0, 0x4061_dd42_26e1_4927,
        0x4080_807d_5ef1_3d09, 0x409f_836c_fe9e_94be, 0xbc81_3c84_e5fd_9d2d, 0x3fec_fed7_3fcc_f104,
    ],
    [
        0x3fe9_5000_0000_0000, 0x3ffa_270a_ef70_c9f9, 0x3ffb_a27d_d126_62d9, 0x4011_8304_e843_3b59, 0x402a_34e9_1b4d_d8d9, 0x4046_041f_58aa_354c, 0x4063_c823_87eb_035b,
        0x4082_9d4e_7f89_a6b6, 0x40a2_1b1a_b4be_d54d, 0x3c85_5d66_fd82_83d4, 0x3fed_32ee_9b2a_7684,
    ],
    [
        0x3fe9_7000_0000_0000, 0x3ffa_5f25_63ea_127f, 0x3ffc_79a8_1460_c218, 0x4012_5bc0_3d14_975c, 0x402c_006f_2249_db66, 0x4047_f856_ed0a_efcd, 0x4065_f27f_2e20_28d0,
        0x4085_0b95_6ce5_9595, 0x40a4_dc23_18c4_97e2, 0x3c8b_dfae_76ba_54ca, 0x3fed_6774_83c6_0554,
    ],
    [
        0x3fe9_9000_0000_0000, 0x3ffa_98f8_9061_cefe, 0x3ffd_5b53_caa1_f466, 0x4013_4379_a926_30e8, 0x402d_f527_41e3_7357, 0x404a_23df_d7de_2305, 0x4068_65fe_1911_c50f,
        0x4087_d981_d5ce_543d, 0x40a8_192e_2134_a322, 0xbc91_5cf9_4fe6_dac8, 0x3fed_9c6c_5682_1f74,
    ],
    [
        0x3fe9_b000_0000_0000, 0x3ffa_d49a_30f0_dacc, 0x3ffe_483c_ddbf_ee70, 0x4014_3b8c_c441_8459, 0x4030_0bd5_e6e7_e816, 0x404c_8e1a_02ee_200e, 0x406b_2dfc_8303_8a03,
        0x408b_1814_d987_e3d9, 0x40ab_eb1e_8827_cefa, 0x3ca8_829a_e22a_fce0, 0x3fed_d1d9_9a4c_39d0,
    ],
    [
        0x3fe9_d000_0000_0000, 0x3ffb_1221_8a66_e40d, 0x3fff_4130_692d_c10a, 0x4015_457c_6462_1a80, 0x4031_369a_ed2a_1ab4, 0x404f_3f8d_bc00_3a70, 0x406e_57e1_462e_99d6,
        0x408e_dbc2_c53f_5717, 0x40b0_383d_0a71_e453, 0x3c90_af9f_bedd_86a9, 0x3fee_07c0_030c_f708,
    ],
    [
        0x3fe9_f000_0000_0000, 0x3ffb_51a7_8e99_27e5, 0x4000_2387_5816_37b3, 0x4016_62f7_f5b2_c17e, 0x4032_7ddb_36ea_c07e, 0x4051_2110_c70d_9c43, 0x4070_f9c4_88c5_2943,
        0x4091_9e9e_b1ab_4848, 0x40b2_e76b_b1ec_7695, 0x3caa_2400_5e9f_6fd9, 0x3fee_3e23_74dd_3c64,
    ],
    [
        0x3fea_1000_0000_0000, 0x3ffb_9347_04e0_f95f, 0x4000_ad66_ac8d_c27b, 0x4017_95e1_ae05_a580, 0x4033_e4fa_299a_a0a0, 0x4052_d0ad_a33a_b75c, 0x4073_09e5_39d6_4c89,
        0x4094_2d39_154c_34c4, 0x40b6_1a59_59d1_5b1d, 0xbcaf_c899_114b_e565, 0x3fee_7508_0787_fd30,
    ],
    [
        0x3fea_3000_0000_0000, 0x3ffb_d71c_b75f_37a1, 0x4001_3ebc_fc90_06e1, 0x4018_e055_c48d_2c09, 0x4035_6fd7_c2c8_c9cd, 0x4054_b557_6198_b971, 0x4075_678c_9680_f9af,
        0x4097_2be5_8af9_46dd, 0x40b9_ede4_e1b5_31f9, 0xbc44_7f69_e452_7544, 0x3fee_ac72_0a61_ad1c,
    ],
    [
        0x3fea_5000_0000_0000, 0x3ffc_1d47_a5b2_4f80, 0x4001_d81e_7eb9_f789, 0x401a_44b2_df42_b6b7, 0x4037_22e5_b476_6752, 0x4056_d6ee_ecfa_dff0, 0x4078_2028_8b1e_b8d5,
        0x409a_b0e2_ca84_0144, 0x40be_8614_e212_6bbf, 0xbc8d_9a93_2cc6_24e2, 0x3fee_e466_087f_8d20,
    ],
    [
        0x3fea_7000_0000_0000, 0x3ffc_65e9_3de9_8207, 0x4002_7a2e_811f_641b, 0x401b_c5a3_f223_266d, 0x4039_0340_a6ec_be29, 0x4059_3eb6_c3d4_99af, 0x407b_43d9_ad8c_c2f1,
        0x409e_d77c_a519_b816, 0x40c2_080a_5b3b_703b, 0x3c7b_187d_e993_c3dd, 0x3fef_1ce8_cd5a_7ce8,
    ],
    [
        0x3fea_9000_0000_0000, 0x3ffc_b125_9ca2_f05e, 0x4003_25a1_54fc_4c95, 0x401d_662b_d9c5_ff75, 0x403b_16ce_8e93_577d, 0x405b_f79a_e0e3_029e, 0x407e_e612_04bc_df91,
        0x40a1_e0ac_31ef_e3f1, 0x40c5_6267_85df_051c, 0xbcad_6122_2d0b_c06e, 0x3fef_55ff_69ea_b2f0,
    ],
    [
        0x3fea_b000_0000_0000, 0x3ffc_ff23_d56b_9f55, 0x4003_db3e_8614_9a3b, 0x401f_29b3_0b8d_0dad, 0x403d_6463_40e9_d1a7, 0x405f_0e89_619d_6679, 0x4081_8f2e_92cf_3fbc,
        0x40a4_cc10_844e_51bd, 0x40c9_762d_f3a9_eb60, 0x3ca2_0e79_ef4b_1e02, 0x3fef_8faf_3a4b_c01c,
    ],
    [
        0x3fea_d000_0000_0000, 0x3ffd_500e_44aa_d4f2, 0x4004_9be3_6b85_db68, 0x4020_8a0b_e558_f351, 0x403f_f3ec_c1bc_c632, 0x4061_4970_2a55_5e45, 0x4084_04ae_dd05_7f33,
        0x40a8_47d9_2261_0a18, 0x40ce_7146_3c7a_a2b4, 0xbc95_71d0_53ca_14ec, 0x3fef_c9fd_ebfa_a348,
    ],
    [
        0x3fea_f000_0000_0000, 0x3ffd_a412_ec9e_dc5a, 0x4005_6886_22b6_d908, 0x4021_94e0_b605_b3b4, 0x4041_6754_9338_560c, 0x4063_4b7b_34b1_6169, 0x4086_e508_3b1b_af9c,
        0x40ac_7475_fb9d_fbf5, 0x40d2_473e_f4b4_bb01, 0x3ca8_2b31_e9f0_6efc, 0x3ff0_0278_c261_3f02,
    ],
    [
        0x3feb_1000_0000_0000, 0x3ffd_fb63_df3a_e0db, 0x4006_4239_08ad_38cf, 0x4022_b7db_aa16_6573, 0x4042_ffb4_3821_0d3e, 0x4065_9862_fb63_4456, 0x408a_45b4_ee8f_3e34,
        0x40b0_bd59_d39a_6c6f, 0x40d6_0ccd_2b48_67e8, 0xbca6_097f_1cbb_85b3, 0x3ff0_2048_3537_e800,
    ],
    [
        0x3feb_3000_0000_0000, 0x3ffe_5637_b70f_5f72, 0x4007_2a2e_ca93_5102, 0x4023_f5de_4355_9218, 0x4044_c96e_b4e1_9ca3, 0x4068_3d62_1272_dda3, 0x408e_4135_c6bf_aaed,
        0x40b3_c717_099f_b249, 0x40da_ba6d_d529_4f7d, 0x3ca4_88b1_c91f_fa21, 0x3ff0_3e70_b5b3_09e0,
    ],
    [
        0x3feb_5000_0000_0000, 0x3ffe_b4ca_21d4_b842, 0x4008_21bf_2be0_8fc5, 0x4025_5238_6a6a_3bd0, 0x4046_cc00_bac9_07e2, 0x406b_4a78_9420_2458, 0x4091_7c35_fe06_5ca6,
        0x40b7_7848_e8d5_b845, 0x40e0_4820_0cd7_2d76, 0x3ca5_4b6e_9cbe_508b, 0x3ff0_5cf5_e41c_2ace,
    ],
    [
        0x3feb_7000_0000_0000, 0x3fff_175c_7fb6_eb26, 0x4009_2a6c_a7ba_9c35, 0x4026_d0bc_80f5_ba9f, 0x4049_1048_33bd_74fb, 0x406e_d319_61fc_e21f, 0x4094_4a2e_60df_5aed,
        0x40bb_fafc_1ac9_7175, 0x40e3_f145_c3a8_bc22, 0xbc99_4b5d_a70a_42d9, 0x3ff0_7bdb_9f35_8760,
    ],
    [
        0x3feb_9000_0000_0000, 0x3fff_7e36_9b29_492c, 0x400a_45eb_1c35_ad8a, 0x4028_75d7_c837_3bb1, 0x404b_a0d1_885e_6ae6, 0x4071_7784_0831_631e, 0x4097_a441_7f51_da78,
        0x40c0_c2b2_6d76_42fb, 0x40e8_9073_5949_61fb, 0xbca5_dece_96cd_c181, 0x3ff0_9b26_0a46_374e,
    ],
    [
        0x3feb_b000_0000_0000, 0x3fff_e9a7_7dd9_b1cf, 0x400b_7627_b9ae_77af, 0x402a_46b0_3338_306d, 0x404e_8a38_a0ca_ace9, 0x4073_ddbb_864f_53a2, 0x409b_aaf0_d6c9_7f8d,
        0x40c4_2eef_dfae_5a98, 0x40ee_701a_e195_01da, 0x3c9c_c4f4_c7d3_d675, 0x3ff0_bad9_93ec_49ae,
    ],
    [
        0x3feb_d000_0000_0000, 0x4000_2d03_3430_2f3b, 0x400c_bd52_7f5a_af0d, 0x402c_4949_0c63_5c0a, 0x4050_edd1_b6bb_1732, 0x4076_ae3d_9691_a9f4, 0x40a0_43c7_6148_2fc6,
        0x40c8_7037_f81e_b6e0, 0x40f2_fa30_e84f_e55e, 0xbc98_20f1_228f_c41d, 0x3ff0_dafa_fdd4_ae68,
    ],
    [
        0x3feb_f000_0000_0000, 0x4000_67d9_f9c9_47a3, 0x400e_1de9_a172_2882, 0x402e_84b0_41fe_0247, 0x4052_d3ae_dbd1_d676, 0x4079_ff78_e088_bef5, 0x40a3_3780_64d9_a484,
        0x40cd_c32d_1974_f9b5, 0x40f7_d295_ce26_8611, 0xbca5_a192_d437_d23f, 0x3ff0_fb8f_657e_fdca,
    ],
    [
        0x3fec_1000_0000_0000, 0x4000_a58d_b1ff_fa6d, 0x400f_9ac7_4e73_07c3, 0x4030_809b_5ea1_5962, 0x4055_01d0_5418_e1b6, 0x407d_ed80_b476_d79f, 0x40a6_d2bf_37f3_3d5f,
        0x40d2_3c31_a43f_6c6f, 0x40fe_1e46_db17_bbaa, 0xbca7_eb62_41d8_ad56, 0x3ff1_1c9c_4e3a_de0a,
    ],
    [
        0x3fec_3000_0000_0000, 0x4000_e65a_1d1b_dcc6, 0x4010_9b99_3503_ccce, 0x4031_e45b_7580_ec24, 0x4057_85ca_1803_e176, 0x4081_4ddb_8458_a77d, 0x40ab_41d9_6c11_5ab7,
        0x40d6_7df0_d7bc_e584, 0x4103_2ef5_f548_7646, 0xbc9c_4040_f363_1254, 0x3ff1_3e27_ac96_4da8,
    ],
    [
        0x3fec_5000_0000_0000, 0x4001_2a82_068f_bcb4, 0x4011_7b79_7fe8_9a5f, 0x4033_7376_d37f_3897, 0x405a_704e_df3b_47a2, 0x4084_1b83_eb11_4449, 0x40b0_5f75_8d32_3120,
        0x40db_efec_8ae6_5ddd, 0x4108_a2a2_d181_4341, 0x3ca3_e83d_fb25_ec76, 0x3ff1_6037_f37f_feda,
    ],
    [
        0x3fec_7000_0000_0000, 0x4001_7250_5f8f_574b, 0x4012_6f35_b566_493d, 0x4035_34f5_9518_6e3d, 0x405d_d60b_947d_5ea5, 0x4087_7c77_568c_5d73, 0x40b3_cb66_a262_61f0,
        0x40e1_7b06_bf32_194d, 0x410f_e921_1149_0e42, 0xbca3_4428_5376_cb61, 0x3ff1_82d4_236f_e314,
    ],
    [
        0x3fec_9000_0000_0000, 0x4001_be19_91b4_c8d8, 0x4013_795b_be69_bae6, 0x4037_3151_cd6f_8b02, 0x4060_e864_d86a_7bff, 0x408b_95cc_515f_5bd6, 0x40b8_180c_d070_b4a1,
        0x40e6_0d2c_c9b2_4d80, 0x4114_dbf6_aa39_2caf, 0xbca8_9bd0_f584_4c55, 0x3ff1_a603_dbfa_f236,
    ],
    [
        0x3fec_b000_0000_0000, 0x4002_0e3d_1757_f6b1, 0x4014_9ce9_ae89_0640, 0x4039_72d4_d617_4f60, 0x4063_4079_8c82_df92, 0x4090_4be6_acab_5569, 0x40bd_8a99_b362_e75a,
        0x40ec_0ed7_3893_74dc, 0x411b_8adf_ca5e_9653, 0xbc80_cbc7_4a1e_3e49, 0x3ff1_c9cf_704f_5d26,
    ],
    [
        0x3fec_d000_0000_0000, 0x4002_6327_6b33_95aa, 0x4015_dd66_33fb_1467, 0x403c_0610_dcf3_437c, 0x4066_07ce_c9d7_c47a, 0x4093_60fb_a330_dc5c, 0x40c2_40b4_38a3_194b,
        0x40f2_0437_baa6_a879, 0x4122_6106_04d6_f19c, 0x3cab_ccf5_15e5_252c, 0x3ff1_ee3f_ff35_681a,
    ],
    [
        0x3fec_f000_0000_0000, 0x4002_bd54_664a_8350, 0x4017_3eff_9451_90a0, 0x403e_fa80_c7cc_5224, 0x4069_58aa_896f_1658, 0x4097_3450_4fd5_4e04, 0x40c6_bf55_4cd6_0c4a,
        0x40f7_5ebe_3eff_d07c, 0x4128_d03c_9e2e_6981, 0xbc98_7cee_c8a4_88ff, 0x3ff2_135f_8f59_7306,
    ],
    [
        0x3fed_1000_0000_0000, 0x4003_1d52_2a40_ea5c, 0x4018_c6b3_52b4_947d, 0x4041_31ae_5d01_146e, 0x406d_54fb_0163_e71c, 0x409b_fe8a_ef3e_d15b, 0x40cc_9c28_a33a_6b00,
        0x40fe_a523_1456_e1a6, 0x4130_f60f_fc87_90db, 0x3cac_104f_6fab_ca41, 0x3ff2_3939_30d8_7c68,
    ],
    [
        0x3fed_3000_0000_0000, 0x4003_83c4_c053_c623, 0x401a_7a81_6adb_ff2c, 0x4043_2c5b_e219_a24e, 0x4071_1484_30f4_b8d8, 0x40a1_0659_bc59_423e, 0x40d2_2c09_3d53_7ae5,
        0x4104_54a2_a4b7_d930, 0x4137_8151_c151_f3c3, 0xbca2_f226_779e_9951, 0x3ff2_5fd9_254e_3f9c,
    ],
    [
        0x3fed_5000_0000_0000, 0x4003_f16a_a2f6_5f8c, 0x401c_61af_36c0_308e, 0x4045_7c82_5337_ff7d, 0x4074_07a3_7fb8_4ba9, 0x40a4_e476_4c74_dea7, 0x40d7_5638_df1c_2124,
        0x410b_5320_a255_6e94, 0x4140_87cd_7d68_abbe, 0xbcac_d58c_73a8_7ab9, 0x3ff2_874d_1001_7b06,
    ],
    [
        0x3fed_7000_0000_0000, 0x4004_6722_7ba9_a810, 0x401e_851f_cbc7_4735, 0x4048_3596_f387_9985, 0x4077_aaeb_cd29_7f00, 0x40a9_e3c8_3166_9f50, 0x40de_5420_b7cb_b664,
        0x4112_9f7b_b751_00a0, 0x4147_a1c1_51d1_27bf, 0x3cac_647e_46d9_c78f, 0x3ff2_afa4_3049_62ae,
    ],
];

/// From 59/64 to 61/64. Each row: a number, the slope there, the polynomial around it, and the inverse sine in two parts.
#[rustfmt::skip]
pub static FROM_59_64THS: [[u64; 12]; 8] = [
    [
        0x3fed_9000_0000_0000, 0x4004_e5f2_7a99_a835, 0x4020_77e5_15b0_232d, 0x404b_70c1_ee46_8866, 0x407c_334a_43a0_41c3, 0x40b0_36d1_53d2_c164, 0x40e3_f7b1_10cc_edbe,
        0x4119_c160_f6c2_e560, 0x4151_31dd_6d21_d20f, 0x4187_8683_2ec5_0766, 0xbca9_5596_d113_4ecc, 0x3ff2_d8ef_a8f4_b028,
    ],
    [
        0x3fed_b000_0000_0000, 0x4005_6f11_d637_3b90, 0x4021_d7ac_c374_7df3, 0x404f_4ef3_6a01_4d6f, 0x4080_f4c4_505c_454b, 0x40b4_8d16_2149_75c5, 0x40ea_acfd_f57b_fac6,
        0x4122_2235_5225_a6ed, 0x4159_8643_acba_67ab, 0x4192_67b9_de5d_19b9, 0xbcae_f63c_42c9_2439, 0x3ff3_0342_d86b_ed76,
    ],
    [
        0x3fed_d000_0000_0000, 0x4006_03f5_3d2d_8cf1, 0x4023_6a84_ef4a_10fa, 0x4051_fdf3_4ea2_65af, 0x4084_99b5_d944_f636, 0x40ba_64b8_37f7_3bac, 0x40f2_1b9f_259b_27fc,
        0x412a_0669_265d_5b9f, 0x4163_5d8e_3dc8_06e2, 0x419d_8657_36ad_8b00, 0x3ca4_ceeb_3ffc_dca3, 0x3ff3_2eb3_c69d_2d10,
    ],
    [
        0x3fed_f000_0000_0000, 0x4006_a65f_5fcd_f915, 0x4025_3b6e_6832_1bda, 0x4054_d949_706e_8da9, 0x4089_50ef_4a70_d2d7, 0x40c1_3319_1f15_e14e, 0x40f9_07b1_846a_9bd5,
        0x4133_139c_17c3_9016, 0x416e_1da3_bc86_f11b, 0x41a8_597f_d9f8_6f3b, 0x3c32_d4f8_7d0d_5190, 0x3ff3_5b5b_afa8_8354,
    ],
    [
        0x3fee_1000_0000_0000, 0x4007_5877_41d1_dbf9, 0x4027_58a8_f585_2184, 0x4058_61ee_65c0_f467, 0x408f_83c0_d2d9_1276, 0x40c6_ca7c_43ec_3b0e, 0x4101_a722_7183_22c8,
        0x413c_a4c6_9533_d806, 0x4178_12b7_e989_9583, 0x41b4_b875_85ee_8b86, 0xbc99_defb_d1ae_eed1, 0x3ff3_8957_b510_476e,
    ],
    [
        0x3fee_3000_0000_0000, 0x4008_1ce6_e1c3_7e57, 0x4029_d4f3_d3dc_9910, 0x405c_d074_e309_5065, 0x4093_e764_c5c3_8224, 0x40ce_c5ae_3cae_1f31, 0x4109_7a50_c064_5f38,
        0x4146_1866_d8a7_f25e, 0x4183_daf5_8c2f_04a3, 0x41c2_450e_a914_3c1f, 0x3c7d_25be_9fd9_95bc, 0x3ff3_b8c9_c35d_33e6,
    ],
    [
        0x3fee_5000_0000_0000, 0x4008_f706_2856_40bb, 0x402c_c96b_3b2b_7cd1, 0x4061_3adf_c534_1328, 0x4099_908d_16e9_28a9, 0x40d5_3986_7cc0_8a3c, 0x4112_dfc5_31dd_3e45,
        0x4151_9499_e2a1_3787, 0x4190_f943_f944_24ad, 0x41d0_c6bc_cdcd_49be, 0xbc9e_2458_6d41_701d, 0x3ff3_e9d9_c088_bd28,
    ],
    [
        0x3fee_7000_0000_0000, 0x4009_eb18_6562_d1e0, 0x4030_2c31_7565_1223, 0x4064_e431_336e_41c7, 0x40a0_bca6_a065_da69, 0x40de_034d_917a_f357, 0x411c_d2c1_4168_fb0f,
        0x415c_feb6_15bb_794d, 0x419e_3ee1_6eff_d5e5, 0x41e0_24e7_1acb_4d9c, 0xbc9c_29c8_d93f_153f, 0x3ff4_1cb7_2183_e810,
    ],
];

/// From 61/64 to 31/32. Each row: a number, the slope there, the polynomial around it, and the inverse sine in two parts.
#[rustfmt::skip]
pub static FROM_61_64THS: [[u64; 13]; 4] = [
    [
        0x3fee_9000_0000_0000, 0x400a_fea6_a364_196f, 0x4032_58f3_0b19_a2eb, 0x4069_bda5_2520_ac75, 0x40a6_69bc_8f67_edea, 0x40e5_d78c_c026_c9f8, 0x4126_ccb4_1e3b_36c2,
        0x4168_ede4_bf45_c805, 0x41ac_2f6a_8ac8_9e76, 0x41f0_675e_4ca9_eb55, 0x4233_6ac1_0d13_e3df, 0x3c9b_1d74_f2de_93a6, 0x3ff4_519b_155f_b22e,
    ],
    [
        0x3fee_b000_0000_0000, 0x400c_3908_4bd1_c065, 0x4035_0d88_26c3_9ffd, 0x4070_296b_69d3_e79e, 0x40ae_d279_d7fe_ea5d, 0x40f0_72a8_fd5b_d547, 0x4132_cdb9_4a08_bb38,
        0x4176_8482_536b_ed06, 0x41bb_e1ff_2f10_e88d, 0x4201_c966_abdb_bdac, 0x4247_1011_02e6_2dda, 0xbca0_855d_3e90_7e71, 0x3ff4_88cb_8fa7_3920,
    ],
    [
        0x3fee_d000_0000_0000, 0x400d_a439_12aa_f9a9, 0x4038_7d46_62f2_5109, 0x4074_c339_3f13_3a3f, 0x40b5_e143_6620_36f9, 0x40f9_cf04_7446_7831, 0x4140_4e10_576c_6fa8,
        0x4185_9489_ff4f_8e88, 0x41cd_88d2_b449_62a9, 0x4214_d838_97a2_88f3, 0x425d_e10b_6cf7_38b3, 0xbc8e_9ea7_5f72_63cc, 0x3ff4_c29f_aa78_6f36,
    ],
    [
        0x3fee_f000_0000_0000, 0x400f_4e35_c169_b52f, 0x403c_f773_29e8_699c, 0x407b_6d37_fc18_18d6, 0x40c0_2655_1386_790a, 0x4105_4a1f_4ff7_9d1e, 0x414e_104a_7db0_265a,
        0x4196_3c39_e5c8_114b, 0x41e1_0156_f52a_87db, 0x422a_dd76_2e9e_7abe, 0x4275_86ab_6ec8_1361, 0x3c93_5690_e395_eea6, 0x3ff4_ff86_2e59_65a2,
    ],
];

/// First guesses of 1/√x for x in each 128th of two powers of two.
#[rustfmt::skip]
pub static INVERSE_ROOTS: [u64; 128] = [
    0x3ff6_8a1f_80d7_1820, 0x3ff6_5de8_2af9_631f, 0x3ff6_32b1_201d_39e5, 0x3ff6_0870_d91b_f3c2, 0x3ff5_df1e_4be5_e7a2, 0x3ff5_b6b0_e361_668b, 0x3ff5_8f20_77ec_a742,
    0x3ff5_6865_4873_c1e3, 0x3ff5_4277_f40d_6cb8, 0x3ff5_1d51_7412_83a0, 0x3ff4_f8eb_16a5_9835, 0x3ff4_d53e_79a0_e15c, 0x3ff4_b245_85e1_ca16, 0x3ff4_8ffa_6aea_45fe,
    0x3ff4_6e57_9ad0_c47a, 0x3ff4_4d57_c678_5455, 0x3ff4_2cf5_da0b_1da2, 0x3ff4_0d2c_f9b1_e1cb, 0x3ff3_edf8_7e83_b18e, 0x3ff3_cf53_f3a9_7317, 0x3ff3_b13b_13b1_3b10,
    0x3ff3_93a9_c60d_d0e1, 0x3ff3_769c_1cbf_0b05, 0x3ff3_5a0e_521f_f992, 0x3ff3_3dfc_c6d8_1367, 0x3ff3_2263_ffec_dbdd, 0x3ff3_0740_a4f1_a8e0, 0x3ff2_ec8f_7e53_640d,
    0x3ff2_d24d_73be_4ec9, 0x3ff2_b877_8a9b_f8ec, 0x3ff2_9f0a_e4a7_bd6f, 0x3ff2_8604_be98_3e91, 0x3ff2_6d62_6edc_7332, 0x3ff2_5521_646a_f854, 0x3ff2_3d3f_25a2_71bc,
    0x3ff2_25b9_4f39_da5b, 0x3ff2_0e8d_933f_bc46, 0x3ff1_f7b9_b827_5cce, 0x3ff1_e13b_97e2_f7f2, 0x3ff1_cb11_1f0a_37d1, 0x3ff1_b538_4c0c_28bc, 0x3ff1_9faf_2e6b_eff6,
    0x3ff1_8a73_e607_9ee1, 0x3ff1_7584_a268_851e, 0x3ff1_60df_a21c_700d, 0x3ff1_4c83_3217_4f8c, 0x3ff1_386d_ad1c_c065, 0x3ff1_249d_7b31_07fb, 0x3ff1_1111_1111_1120,
    0x3ff0_fdc6_efb1_043e, 0x3ff0_eabd_a3c1_1a68, 0x3ff0_d7f3_c538_51c1, 0x3ff0_c567_f6e4_acef, 0x3ff0_b318_e600_b285, 0x3ff0_a105_49cd_df4f, 0x3ff0_8f2b_e333_c85c,
    0x3ff0_7d8b_7c63_aadf, 0x3ff0_6c22_e880_2d59, 0x3ff0_5af1_0349_1a22, 0x3ff0_49f4_b0ca_db27, 0x3ff0_392c_dd11_8774, 0x3ff0_2898_7bdf_5125, 0x3ff0_1836_8866_2733,
    0x3ff0_0806_0504_63f7, 0x3fef_e02f_b08b_05a2, 0x3fef_a1a7_bb61_d36f, 0x3fef_648a_3a32_1fb7, 0x3fef_28c9_b380_eba0, 0x3fee_ee59_5eba_94c0, 0x3fee_b52d_18b3_d37d,
    0x3fee_7d39_5911_2457, 0x3fee_4673_287f_9dc5, 0x3fee_10d0_17ac_51a6, 0x3fed_dc46_36e9_573e, 0x3fed_a8cc_0e71_49ee, 0x3fed_7658_973b_887c, 0x3fed_44e3_3454_e185,
    0x3fed_1463_acb1_86ad, 0x3fec_e4d2_256e_352e, 0x3fec_b627_1c77_707c, 0x3fec_885b_638e_9087, 0x3fec_5b68_1ba5_1d60, 0x3fec_2f46_b087_a5e7, 0x3fec_03f0_d4d1_e1b0,
    0x3feb_d960_7e26_70d9, 0x3feb_af8f_e1a5_1499, 0x3feb_8679_709a_aac2, 0x3feb_5e17_d566_a055, 0x3feb_3665_f091_e62b, 0x3feb_0f5e_d613_d3f1, 0x3fea_e8fd_cac1_a25d,
    0x3fea_c33e_41e5_7a2d, 0x3fea_9e1b_dafa_4be1, 0x3fea_7992_5f89_def6, 0x3fea_559d_c12a_bd3a, 0x3fea_323a_179b_cde9, 0x3fea_0f63_9efb_9e4b, 0x3fe9_ed16_b619_7fd7,
    0x3fe9_cb4f_dcde_c59d, 0x3fe9_aa0b_b2ce_89c8, 0x3fe9_8946_f59a_8beb, 0x3fe9_68fe_7fcb_c524, 0x3fe9_492f_477d_78d4, 0x3fe9_29d6_5d29_90a8, 0x3fe9_0af0_ea85_3815,
    0x3fe8_ec7c_316c_ae0f, 0x3fe8_ce75_8add_6570, 0x3fe8_b0da_65fd_9394, 0x3fe8_93a8_4730_5ac9, 0x3fe8_76dc_c735_d942, 0x3fe8_5a75_9256_60f9, 0x3fe8_3e70_6798_349d,
    0x3fe8_22cb_17ff_2eb2, 0x3fe8_0783_85d5_c0de, 0x3fe7_ec97_a3fe_c010, 0x3fe7_d205_754f_8264, 0x3fe7_b7cb_0bf1_d70f, 0x3fe7_9de6_88cd_6672, 0x3fe7_8456_1af8_1485,
    0x3fe7_6b17_ff2d_032c, 0x3fe7_522a_7f49_d736, 0x3fe7_398b_f1d1_ee54, 0x3fe7_213a_b977_2ee3, 0x3fe7_0935_44a8_2bc7, 0x3fe6_f17a_0d23_510e, 0x3fe6_da07_978e_da76,
    0x3fe6_c2dc_7315_4e64, 0x3fe6_abf7_3906_48fe,
];
