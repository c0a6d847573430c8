<?php
// Publishes to a hub with Symfony's component as an application does, and writes the ids that it answers:  php publish.php HUB TOKEN TOPIC
// Ends with 3 where the component is not installed.

if (!stream_resolve_include_path('Symfony/Component/Mercure/autoload.php')
        || !stream_resolve_include_path('Symfony/Component/HttpClient/autoload.php')) {
    exit(3);
}
require 'Symfony/Component/Mercure/autoload.php';
require 'Symfony/Component/HttpClient/autoload.php';

use Symfony\Component\Mercure\Hub;
use Symfony\Component\Mercure\Jwt\StaticTokenProvider;
use Symfony\Component\Mercure\Update;

[, $address, $token, $topic] = $argv;
$hub = new Hub($address, new StaticTokenProvider($token));
echo $hub->publish(new Update($topic, json_encode(['status' => 'Été & "more"']))), "\n";
echo $hub->publish(new Update([$topic, "$topic/alternate"], "a\nb", true, "urn:own:$topic", 'named', 2500)), "\n";
