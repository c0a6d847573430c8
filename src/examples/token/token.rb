# Prints a token for a page of Ann's, as a site's server would hand it out: ruby token.rb

require "base64"
require "json"
require "openssl"

key = ENV.fetch("KEY", "demo")
secret = ENV.fetch("SECRET", "demo-secret")
now = Time.now.to_i
claims = {
  iss: key, iat: now, exp: now + 300, presence_id: "ann",
  channels: ["demo", {pattern: "chat.*", rights: %w[subscribe publish presence]}]
}

part = ->(bytes) { Base64.urlsafe_encode64(bytes, padding: false) }
signed = [{alg: "HS256", typ: "JWT"}, claims].map { |object| part[object.to_json] }.join(".")
puts "#{signed}.#{part[OpenSSL::HMAC.digest("SHA256", secret, signed)]}"
