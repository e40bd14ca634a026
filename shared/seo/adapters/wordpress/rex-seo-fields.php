<?php
/*
Plugin Name: Rex SEO fields
Description: Lets those who may edit a post read and write its SEO title and description by the REST API. Put it into wp-content/mu-plugins.
*/

add_action( 'init', function () {
	$plugins = array(
		array( defined( 'WPSEO_VERSION' ), '_yoast_wpseo_title', '_yoast_wpseo_metadesc' ),
		array( class_exists( 'RankMath' ), 'rank_math_title', 'rank_math_description' ),
		array( defined( 'SEOPRESS_VERSION' ), '_seopress_titles_title', '_seopress_titles_desc' ),
	);
	foreach ( $plugins as list( $active, $title, $description ) ) {
		if ( ! $active ) {
			continue;
		}
		foreach ( array( 'post', 'page' ) as $type ) {
			foreach ( array( $title, $description ) as $key ) {
				register_post_meta( $type, $key, array(
					'type'              => 'string',
					'single'            => true,
					'show_in_rest'      => true,
					'sanitize_callback' => 'sanitize_text_field',
					'auth_callback'     => function ( $allowed, $meta_key, $post_id ) {
						return current_user_can( 'edit_post', $post_id );
					},
				) );
			}
		}
	}
} );
